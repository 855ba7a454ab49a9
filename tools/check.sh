#!/usr/bin/env bash
# ./dev check: everything that can be said about the code without running it. Goes through all
# checks and fails at the end, so that one run tells all.
#   --all          clang-tidy on every file, not only on what changed
#   --fix-format   only run clang-format, in place
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=()

# step NAME COMMAND...: runs one check and remembers a failure.
step() {
  local name=$1 start=$SECONDS
  shift
  if "$@" </dev/null; then
    echo "ok      $name ($((SECONDS - start)) s)"
  else
    echo "FAILED  $name ($((SECONDS - start)) s)"
    failed+=("$name")
  fi
}

# A checkout that belongs to somebody else (a container's volume) is fine to read.
git_here() { git -c safe.directory="$PWD" "$@"; }

# Files tracked or about to be, that exist: sources_like PATTERN...
sources_like() {
  local file
  git_here ls-files -co --exclude-standard -- "$@" | sort -u | while read -r file; do
    if [[ -f $file ]]; then echo "$file"; fi
  done
}

check_format() { sources_like '*.h' '*.cc' | xargs -r clang-format-14 --dry-run -Werror; }

check_includes() { python3 tools/check_includes.py --self-test && python3 tools/check_includes.py; }

shell_scripts() {
  sources_like '*.sh'
  # Scripts without a suffix say so in their first line.
  sources_like | grep -vE '\.[^/]*$|^\.git' | xargs -r grep -lIE '^#!.*\b(ba)?sh$' || true
  sources_like .ci/run
}

check_shell() { shell_scripts | sort -u | xargs -r shellcheck -x; }

check_python() {
  sources_like '*.py' | xargs -r python3 -c '
import ast, sys
for path in sys.argv[1:]:
    ast.parse(open(path, encoding="utf-8").read(), path)'
}

check_dockerfiles() { sources_like '*Dockerfile' | xargs -r hadolint; }

# No file names a package registry: whoever builds decides where packages come from.
check_lock_files() {
  local found
  found=$(sources_like '*package-lock.json' | xargs -r grep -nH '"resolved"' || true)
  if [[ -n $found ]]; then
    echo "$found"
    return 1
  fi
}

# What changed since the parent of main, or on this branch since it left main.
changed_files() {
  local base
  base=$(git_here merge-base HEAD main 2>/dev/null) || base=HEAD
  if [[ $base == HEAD || $base == $(git_here rev-parse HEAD) ]]; then
    base=HEAD~1
  fi
  if ! git_here rev-parse -q --verify "$base^{commit}" >/dev/null; then
    # A checkout without history cannot tell.
    sources_like '*.cc'
    return
  fi
  git_here diff --name-only --diff-filter=d "$base" -- '*.cc' '*.h'
  git_here ls-files -o --exclude-standard -- '*.cc' '*.h'
}

# The translation units to look at: changed sources, and for each changed header its own source or
# else one that includes it.
changed_units() {
  local file includer
  changed_files | sort -u | while read -r file; do
    if [[ $file == *.cc ]]; then
      echo "$file"
    elif [[ -f ${file%.h}.cc ]]; then
      echo "${file%.h}.cc"
    else
      includer=$(sources_like '*.cc' | xargs -r grep -lF "\"$file\"" | head -n 1 || true)
      if [[ -n $includer ]]; then echo "$includer"; fi
    fi
  done | sort -u
}

check_tidy() {
  local units
  cmake --preset clang -B build/tidy >/dev/null || return 1
  if [[ $1 == all ]]; then units=$(sources_like '*.cc'); else units=$(changed_units); fi
  # Only what this build compiles: fuzz targets and the like have their own builds.
  units=$(while read -r unit; do
    if grep -qF "\"file\": \"$PWD/$unit\"" build/tidy/compile_commands.json; then echo "$unit"; fi
  done <<<"$units")
  if [[ -z $units ]]; then
    return 0
  fi
  echo "clang-tidy: $(wc -l <<<"$units") files"
  # The count of suppressed warnings, one line a file, goes to stderr.
  xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/tidy --quiet <<<"$units" \
    2> >(grep -vE '^[0-9]+ warnings?( and [0-9]+ errors?)? generated\.$' >&2)
}

main() {
  local scope=changed
  tools/install_packages.sh build test check
  case ${1-} in
    --fix-format)
      sources_like '*.h' '*.cc' | xargs -r clang-format-14 -i
      return
      ;;
    --all) scope=all ;;
  esac
  step "format" check_format
  step "includes" check_includes
  step "shell" check_shell
  step "python" check_python
  step "lock files" check_lock_files
  if command -v hadolint >/dev/null; then
    step "Dockerfiles" check_dockerfiles
  fi
  step "clang-tidy" check_tidy "$scope"
  if ((${#failed[@]})); then
    echo "failed: ${failed[*]}" >&2
    exit 1
  fi
}

main "$@"
