#!/usr/bin/env bash
# tests/fuzz/campaign.sh SECONDS [TARGET...]: runs every fuzz target (or those named) that long with libFuzzer in build/fuzz (preset fuzz, Clang; build it first:
# cmake --preset fuzz && cmake --build --preset fuzz) and prints the inputs and crashes of each and in all. What was learnt stays in build/fuzz/corpus,
# findings in build/fuzz/findings; give each finding to the target as an argument to see it, then keep it in tests/fuzz/regress/TARGET.
# ENTENTE_FUZZ_JOBS=N runs N targets at once (2).
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=${1:?campaign.sh SECONDS [TARGET...]}
shift
targets=${*:-document html records lexicon rates question archive abi same}
build=build/fuzz seeds=build/fuzz/tests/fuzz
mkdir -p "$build/findings" "$build/logs"
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# run_target TARGET: one libFuzzer until its time is over; it starts anew after a finding
run_target() {
  local target=$1 log="$build/logs/$1.log" end=$((SECONDS + seconds)) found
  mkdir -p "$build/corpus/$target" "$build/findings/$target"
  : >"$log"
  found=
  [ -d "tests/fuzz/regress/$target" ] && found="tests/fuzz/regress/$target"
  while [ $SECONDS -lt $end ]; do
    # shellcheck disable=SC2086
    nice -n 19 "$build/bin/entente_fuzz_$target" -max_total_time=$((end - SECONDS)) -max_len=4096 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
      -dict="$seeds/$target.dict" -artifact_prefix="$build/findings/$target/" "$build/corpus/$target" "$seeds/$target" $found >>"$log" 2>&1
    [ "$(find "$build/findings/$target" -type f | wc -l)" -ge 20 ] && break  # enough to look at
  done
}

running=0
for target in $targets; do
  run_target "$target" &
  running=$((running + 1))
  if [ "$running" -ge "${ENTENTE_FUZZ_JOBS:-2}" ]; then
    wait -n
    running=$((running - 1))
  fi
done
wait

all=0 crashes=0
for target in $targets; do
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/logs/$target.log" | awk '{ n += $1 } END { print n + 0 }')
  found=$(find "$build/findings/$target" -type f | wc -l)
  printf '%-10s %12d inputs %4d crashes\n' "$target" "$inputs" "$found"
  all=$((all + inputs)) crashes=$((crashes + found))
done
printf '%-10s %12d inputs %4d crashes\n' all "$all" "$crashes"
[ "$crashes" = 0 ]
