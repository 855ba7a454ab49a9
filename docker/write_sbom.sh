#!/usr/bin/env bash
# Writes what the image is made of: write_sbom.sh BINARY FOLDER makes FOLDER/sbom.spdx.json (SPDX
# 2.3) and FOLDER/licenses/. Run it where the binary was linked: the versions are those of the
# Debian packages that are installed.
set -euo pipefail

binary=$1 folder=$2
here=$(dirname "${BASH_SOURCE[0]}")
version=$(sed -n 's/^project(stator VERSION \([0-9.]*\).*/\1/p' "$here/../CMakeLists.txt")

# What is linked into the server, headers included, and the license that it is under.
linked=(
  "librocksdb-dev|Apache-2.0 OR GPL-2.0-only"
  "libsnappy-dev|BSD-3-Clause"
  "liblz4-dev|BSD-2-Clause"
  "libzstd-dev|BSD-3-Clause OR GPL-2.0-only"
  "libbz2-dev|bzip2-1.0.6"
  "zlib1g-dev|Zlib"
  "libdeflate-dev|MIT"
  "libyaml-dev|MIT"
  "libssl-dev|Apache-2.0"
  "libcli11-dev|BSD-3-Clause"
  "libspdlog-dev|MIT"
  "libfmt-dev|MIT"
  "libstdc++-12-dev|GPL-3.0-or-later WITH GCC-exception-3.1"
  "libgcc-12-dev|GPL-3.0-or-later WITH GCC-exception-3.1"
  "libc6-dev|LGPL-2.1-or-later"
)
beside=("busybox-static|GPL-2.0-only")

spdx_id() { echo "SPDXRef-Package-${1//[^a-zA-Z0-9.-]/-}"; }

# package_entry "NAME|LICENSE"
package_entry() {
  local name=${1%%|*} license=${1#*|} installed source architecture
  # shellcheck disable=SC2016  # dpkg-query's own variables
  installed=$(dpkg-query -W -f='${Version} ${source:Package} ${Architecture}' "$name")
  read -r installed source architecture <<<"$installed"
  cat <<JSON
    {
      "SPDXID": "$(spdx_id "$name")",
      "name": "$name",
      "versionInfo": "$installed",
      "sourceInfo": "built from Debian's source package $source",
      "supplier": "Organization: Debian",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": false,
      "licenseConcluded": "NOASSERTION",
      "licenseDeclared": "$license",
      "externalRefs": [
        {
          "referenceCategory": "PACKAGE-MANAGER",
          "referenceType": "purl",
          "referenceLocator": "pkg:deb/debian/${name//+/%2B}@${installed//+/%2B}?arch=$architecture&distro=debian-12"
        }
      ]
    },
JSON
}

# relationship FROM TYPE TO
relationship() {
  printf '    {"spdxElementId": "%s", "relationshipType": "%s", "relatedSpdxElement": "%s"}' "$@"
}

write_sbom() {
  local digest entry
  digest=$(sha256sum "$binary" | cut -d' ' -f1)
  cat <<JSON
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "stator-$version",
  "documentNamespace": "https://spdx.org/spdxdocs/stator-$version-$digest",
  "creationInfo": {
    "created": "$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%dT%H:%M:%SZ)",
    "creators": ["Tool: stator-write_sbom-$version"]
  },
  "packages": [
JSON
  for entry in "${linked[@]}" "${beside[@]}"; do package_entry "$entry"; done
  cat <<JSON
    {
      "SPDXID": "SPDXRef-Package-stator",
      "name": "stator",
      "versionInfo": "$version",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": false,
      "licenseConcluded": "Apache-2.0",
      "licenseDeclared": "Apache-2.0",
      "checksums": [{"algorithm": "SHA256", "checksumValue": "$digest"}]
    }
  ],
  "relationships": [
JSON
  for entry in "${linked[@]}"; do
    relationship SPDXRef-Package-stator STATIC_LINK "$(spdx_id "${entry%%|*}")"
    echo ,
  done
  for entry in "${beside[@]}"; do
    relationship SPDXRef-DOCUMENT DESCRIBES "$(spdx_id "${entry%%|*}")"
    echo ,
  done
  relationship SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-stator
  printf '\n  ]\n}\n'
}

install -d "$folder/licenses"
write_sbom >"$folder/sbom.spdx.json"
install -m 644 "$here/../LICENSE" "$folder/licenses/stator"
for entry in "${linked[@]}" "${beside[@]}"; do
  # Compressed: some name the license of each of their files.
  gzip -9nc "/usr/share/doc/${entry%%|*}/copyright" >"$folder/licenses/${entry%%|*}.gz"
done
