#!/usr/bin/env bash
# ./dev package: what is given to others, in build/packages.
#   stator_VERSION_ARCHITECTURE.deb     for Debian 12 and later
#   stator-VERSION.tgz                  the npm package, with the static binary in it
#   stator_testing-VERSION-*.whl        the Python package, with the static binary in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=$PWD/build/packages
binary=$PWD/build/release/stator

# What npm and Python call this machine's architecture.
case $(uname -m) in
  x86_64) npm_cpu=x64 ;;
  aarch64) npm_cpu=arm64 ;;
  *)
    echo "package: no packages for $(uname -m)" >&2
    exit 1
    ;;
esac

deb() { (cd build/release && cpack -B "$packages" >/dev/null); }

# with_binary SOURCE FOLDER_OF_BINARY: a copy of a fixture, in a folder of its own, whose name is
# printed.
with_binary() {
  local copy
  copy=$(mktemp -d)
  cp -R "$1/." "$copy"
  install -D -m 755 "$binary" "$copy/$2/stator"
  echo "$copy"
}

npm_package() {
  local copy
  copy=$(with_binary fixtures/javascript bin)
  (
    cd "$copy"
    npm pkg set 'os[0]=linux' "cpu[0]=$npm_cpu" >/dev/null
    npm pack --silent --pack-destination "$packages" >/dev/null
  )
  rm -rf "$copy"
}

# The binary is static, so any Linux of the architecture will do.
python_package() {
  local copy
  copy=$(with_binary fixtures/python stator_testing/bin)
  printf '[bdist_wheel]\nplat_name = manylinux2014_%s\n' "$(uname -m)" >"$copy/setup.cfg"
  /usr/bin/python3 -m pip wheel -q --no-build-isolation --no-deps -w "$packages" "$copy"
  rm -rf "$copy"
}

tools/install_packages.sh build package
./dev build release stator >&2
mkdir -p "$packages"
rm -f "$packages"/*
deb
npm_package
python_package
rm -rf "$packages/_CPack_Packages"
ls -l "$packages"
