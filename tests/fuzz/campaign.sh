#!/usr/bin/env bash
# tests/fuzz/campaign.sh SECONDS [TARGET...]           runs every fuzz target (or those named) that long with libFuzzer
# tests/fuzz/campaign.sh --inputs N [TARGET...]        runs each until it has had N inputs, with those of earlier campaigns
# tests/fuzz/campaign.sh --totals [TARGET...]          runs nothing
# Each prints the inputs and crashes of every target and in all, with those of earlier campaigns in this build tree. The tree is build/fuzz (preset fuzz, Clang; build
# it first: cmake --preset fuzz && cmake --build --preset fuzz). What was learnt stays in build/fuzz/corpus, the counts in build/fuzz/logs, findings in
# build/fuzz/findings; give each finding to the target as an argument to see it, then keep it in tests/fuzz/regress/TARGET.
# ENTENTE_FUZZ_JOBS=N runs N targets at once (2), ENTENTE_FUZZ_BYTES=N makes inputs of N bytes at most (256 to 1024, as the target needs).
set -u
cd "$(dirname "$0")/../.." || exit 2
usage="campaign.sh SECONDS|--inputs N|--totals [TARGET...]"
seconds=0 inputs=0
case "${1:?$usage}" in
  --inputs) inputs=${2:?$usage} && shift 2 ;;
  --totals) shift ;;
  *) seconds=$1 && shift ;;
esac
case "$seconds$inputs" in *[!0-9]*) echo "$usage" >&2; exit 2 ;; esac
targets=${*:-document html records lexicon rates question archive abi same}
build=build/fuzz seeds=build/fuzz/tests/fuzz
for target in $targets; do
  [ "$seconds$inputs" = 00 ] || [ -x "$build/bin/entente_fuzz_$target" ] && continue
  echo "campaign.sh: there is no $build/bin/entente_fuzz_$target; build the preset fuzz first" >&2
  exit 2
done
mkdir -p "$build/findings" "$build/logs"
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:quarantine_size_mb=32 UBSAN_OPTIONS=print_stacktrace=1

most_bytes() {
  case "$1" in
    archive | lexicon | question | rates) echo 256 ;;
    abi) echo 512 ;;
    *) echo 1024 ;;
  esac
}
inputs_of() { cat "$build/logs/$1".*.log 2>/dev/null | awk '/^stat::number_of_executed_units:/ { n += $2 } END { print n + 0 }'; }
findings_of() { find "$build/findings/$1" -type f 2>/dev/null | wc -l; }

# run_target TARGET: one libFuzzer until its time is over or its inputs are done; it starts anew after a finding
run_target() {
  local target=$1 end=$((SECONDS + seconds)) found="" left limit before
  before=$(findings_of "$target")
  mkdir -p "$build/corpus/$target" "$build/findings/$target"
  [ -d "tests/fuzz/regress/$target" ] && found="tests/fuzz/regress/$target"
  while [ $(($(findings_of "$target") - before)) -lt 20 ]; do  # more are enough to look at
    if [ "$inputs" != 0 ]; then
      left=$((inputs - $(inputs_of "$target"))) limit="-runs=$left"
    else
      left=$((end - SECONDS)) limit="-max_total_time=$left"
    fi
    [ "$left" -le 0 ] && break
    # shellcheck disable=SC2086
    nice -n 19 "$build/bin/entente_fuzz_$target" $limit -max_len="${ENTENTE_FUZZ_BYTES:-$(most_bytes "$target")}" -timeout=600 -report_slow_units=600 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
      -dict="$seeds/$target.dict" -artifact_prefix="$build/findings/$target/" "$build/corpus/$target" "$seeds/$target" $found \
      >"$build/logs/$target.$(date +%s).$BASHPID.log" 2>&1 || sleep 1
  done
}

running=0
for target in $targets; do
  [ "$seconds$inputs" = 00 ] && break
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
  had=$(inputs_of "$target") found=$(findings_of "$target")
  printf '%-10s %12d inputs %4d crashes\n' "$target" "$had" "$found"
  all=$((all + had)) crashes=$((crashes + found))
done
printf '%-10s %12d inputs %4d crashes\n' all "$all" "$crashes"
[ "$crashes" = 0 ]
