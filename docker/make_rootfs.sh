#!/usr/bin/env bash
# Lays out the files of the image: make_rootfs.sh BINARY FOLDER. The binary is the one of the preset
# `static`, the folder is made anew. Nothing else is in the image but a static BusyBox and a script
# called curl, for those who give the container a command line or a health check for a shell.
set -euo pipefail

binary=$1 rootfs=$2
here=$(dirname "${BASH_SOURCE[0]}")

rm -rf "$rootfs"
install -d "$rootfs"/{bin,docker-entrypoint-initdb.d,etc,home,usr/local/bin,usr/share}
install -m 755 "$binary" "$rootfs/usr/local/bin/stator"
# Started under this name it takes the command line of DynamoDB Local.
ln -s stator "$rootfs/usr/local/bin/java"

install -m 755 "$here/curl" "$rootfs/usr/local/bin/curl"

install -m 755 /bin/busybox "$rootfs/bin/busybox"
/bin/busybox --list | while read -r applet; do
  if [[ $applet != busybox ]]; then ln -s busybox "$rootfs/bin/$applet"; fi
done

cat >"$rootfs/etc/passwd" <<'PASSWD'
root:x:0:0:root:/root:/bin/sh
dynamodblocal:x:1000:1000::/home/dynamodblocal:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
PASSWD
cat >"$rootfs/etc/group" <<'GROUP'
root:x:0:
dynamodblocal:x:1000:
nogroup:x:65534:
GROUP

# Written by whatever user the container runs as.
install -d -m 1777 "$rootfs"/{data,tmp,home/dynamodblocal,home/dynamodblocal/data}

"$here/write_sbom.sh" "$rootfs/usr/local/bin/stator" "$rootfs/usr/share/stator"
