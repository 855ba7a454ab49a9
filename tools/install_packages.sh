#!/usr/bin/env bash
# Installs the Debian packages that are missing: tools/install_packages.sh GROUP...
# Groups: build, test, check, bench, clang, rootfs (into the image),
# image (to build and run it), package. Says nothing and costs milliseconds when all are there.
set -euo pipefail

packages_of() {
  case $1 in
    build)
      echo g++ cmake ninja-build ccache mold librocksdb-dev libsnappy-dev liblz4-dev libzstd-dev \
        libbz2-dev zlib1g-dev libdeflate-dev libyaml-dev libboost1.81-dev libssl-dev libcli11-dev \
        libspdlog-dev libfmt-dev
      ;;
    test)
      echo libgtest-dev libgmock-dev libbenchmark-dev rapidjson-dev ca-certificates python3 \
        python3-boto3 python3-pytest awscli jq dpkg-dev file
      # A node or npm that is already on PATH, from wherever, is good enough.
      command -v node >/dev/null || echo nodejs
      command -v npm >/dev/null || echo npm
      ;;
    check) echo git python3 clang-14 clang-tidy-14 clang-format-14 shellcheck ;;
    clang) echo clang-14 libclang-rt-14-dev ;;
    bench) echo python3 wrk ;;
    rootfs) echo busybox-static ;;
    package)
      echo dpkg-dev file python3-pip python3-setuptools python3-wheel
      command -v npm >/dev/null || echo npm
      ;;
    image) echo buildah debootstrap python3 ;;
    *)
      echo "install_packages.sh: no group '$1'" >&2
      return 1
      ;;
  esac
}

missing_of() {
  local installed
  # dpkg-query fails when it does not know one of the names: that one is missing.
  installed=$(dpkg-query -W -f='${db:Status-Status} ${binary:Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed \([^:]*\).*/\1/p') || true
  comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed" | sort -u)
}

install() {
  local become=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing, and there is no sudo here. As root: apt-get install $*" >&2
      return 1
    fi
    become=(sudo)
  fi
  local apt=("${become[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  echo "Installing: $*" >&2
  # Package lists of a fresh image are empty or old.
  "${apt[@]}" update >&2
  "${apt[@]}" install -y --no-install-recommends "$@" </dev/null >&2
}

main() {
  local group list wanted=() missing
  for group in "$@"; do
    list=$(packages_of "$group")
    # shellcheck disable=SC2206  # package names hold no spaces
    wanted+=($list)
  done
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "No apt here: this needs what Debian 12 calls ${wanted[*]}" >&2
    return 0
  fi
  missing=$(missing_of "${wanted[@]}")
  if [[ -n $missing ]]; then
    # shellcheck disable=SC2086
    install $missing
  fi
}

main "$@"
