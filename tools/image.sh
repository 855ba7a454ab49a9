#!/usr/bin/env bash
# ./dev image: builds the image of docker/Dockerfile with buildah, which needs no engine that runs.
#   --prebuilt   build the server and the root file system here, and only pack them into the image:
#                seconds, where the whole Dockerfile takes minutes
#   --test       then run what docker/image_test.py checks
#   --save FILE  then write the image to FILE, for `docker load`
# Names the image stator:latest (or $STATOR_IMAGE).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

image=${STATOR_IMAGE:-stator:latest}
base=stator-base:bookworm
prebuilt='' test='' save=''

# What `FROM debian:12-slim` is where no registry can be reached: made once, kept by buildah.
make_base() {
  local folder container
  if buildah inspect --type image "$base" >/dev/null 2>&1; then return; fi
  folder=$(mktemp -d)
  debootstrap --variant=minbase bookworm "$folder" >&2
  container=$(buildah from scratch)
  buildah copy -q "$container" "$folder" / >/dev/null
  buildah commit -q "$container" "$base" >/dev/null
  buildah rm "$container" >/dev/null
  rm -rf "$folder"
}

# Arguments that are true of the sources as they are.
describe() {
  sed -n 's/^project(stator VERSION \([0-9.]*\).*/--build-arg=VERSION=\1/p' CMakeLists.txt
  echo "--build-arg=REVISION=$(git -c safe.directory="$PWD" rev-parse HEAD 2>/dev/null || echo unknown)"
}

bud() {
  local described
  mapfile -t described < <(describe)
  # A health check is Docker's own, which the other format has no place for.
  buildah bud --format docker --isolation chroot --network host "${described[@]}" "$@" \
    -t "$image" -f docker/Dockerfile .
}

build_prebuilt() {
  ./dev build release stator >&2
  tools/install_packages.sh rootfs
  docker/make_rootfs.sh build/release/stator build/image/rootfs
  bud --build-context rootfs=build/image/rootfs
}

build_from_source() {
  make_base
  bud --layers --build-arg "BASE=$base"
}

main() {
  while (($#)); do
    case $1 in
      --prebuilt) prebuilt=1 ;;
      --test) test=1 ;;
      --save)
        save=${2:?--save wants a file}
        shift
        ;;
      *)
        echo "image: unknown argument '$1'" >&2
        exit 2
        ;;
    esac
    shift
  done
  if ((EUID != 0)); then
    echo "./dev image builds without an engine, as root only; with Docker: see docker/Dockerfile" >&2
    exit 1
  fi
  tools/install_packages.sh image
  if [[ $prebuilt ]]; then build_prebuilt; else build_from_source; fi
  if [[ $save ]]; then buildah push -q "$image" "docker-archive:$save:${image}"; fi
  if [[ $test ]]; then exec python3 docker/image_test.py "$image"; fi
}

main "$@"
