#!/usr/bin/env bash
# ./dev fuzz [--seconds N] [NAME...]: builds and runs the libFuzzer targets. Inputs found stay in
# build/fuzz/corpus; a crash is left in build/fuzz/crashes, and belongs into tests/fuzz/corpus once
# it is fixed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fuzz_one() {
  local name=$1 seconds=$2
  local found=build/fuzz/corpus/$name crashes=build/fuzz/crashes/$name-
  mkdir -p "$found" build/fuzz/crashes
  echo "fuzz_$name: $seconds s"
  # The first corpus takes new inputs, the second is only read.
  "$(find build/fuzz -name "fuzz_$name" -type f -executable)" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="$crashes" "$found" "tests/fuzz/corpus/$name" 2>build/fuzz/"$name".log || {
    tail -n 40 build/fuzz/"$name".log >&2
    return 1
  }
  grep -E 'stat::(number_of_executed_units|new_units_added)' build/fuzz/"$name".log
}

main() {
  local seconds=60 names=() name failed=()
  if [[ ${1-} == --seconds ]]; then
    seconds=${2:?--seconds wants a number}
    shift 2
  fi
  names=("$@")
  if ((${#names[@]} == 0)); then
    mapfile -t names < <(sed -n 's/^stator_fuzz_target(\([a-z0-9_]*\).*/\1/p' \
      tests/fuzz/CMakeLists.txt)
  fi
  ./dev build fuzz "${names[@]/#/fuzz_}"
  for name in "${names[@]}"; do
    fuzz_one "$name" "$seconds" || failed+=("$name")
  done
  if ((${#failed[@]})); then
    echo "failed: ${failed[*]}" >&2
    exit 1
  fi
}

main "$@"
