#!/usr/bin/env bash
# tests/bench/instructions.sh [--record]: counts with callgrind the instructions per byte of text of the blocks below, over 1 MB of made news, and
# compares them with tests/bench/instructions.txt: 3 % more fails, 3 % less asks to record. Counts do not depend on what else the machine
# does, but on the compiler and the libraries: with others than the recorded ones nothing is compared. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 2
recorded=tests/bench/instructions.txt
speed=build/release/bin/entente_speed
with="$(c++ -dumpfullversion) $(c++ -dumpmachine) ICU $(pkg-config --modversion icu-uc) simdjson $(pkg-config --modversion simdjson) libc $(getconf GNU_LIBC_VERSION | cut -d' ' -f2) AVX2 $(grep -qw avx2 /proc/cpuinfo 2>/dev/null && echo yes || echo no)"
command -v valgrind >/dev/null 2>&1 || { echo "instructions: left out, valgrind is not there"; echo "0 passed, 0 failed"; exit 0; }
cmake --build build/release --target entente_speed >build/instructions.log 2>&1 || { tail -n 20 build/instructions.log >&2; echo "0 passed, 1 failed"; exit 1; }

# count BLOCK: "instructions-per-byte<tab>name"
count() {
  out=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no --toggle-collect=entente_counted_pass "$speed" count "$1" 2>build/instructions.log) || return 1
  collected=$(sed -n 's/.*Collected : //p' build/instructions.log)
  echo "$out" | awk -F'\t' -v n="$collected" '{printf "%.1f\t%s\n", n / $2, $1}'
}

rows=""
for block in 0 1 2; do
  row=$(count "$block") || { tail -n 20 build/instructions.log >&2; echo "instructions: block $block could not be counted"; echo "0 passed, 1 failed"; exit 1; }
  rows="$rows$row
"
done
printf '%s' "$rows"
if [ "${1:-}" = --record ]; then
  { echo "# Instructions per byte of text, by callgrind over 1 MB of made news; tests/bench/instructions.sh --record writes this file."
    echo "# with $with"
    printf '%s' "$rows"; } >"$recorded"
  exit 0
fi
if ! grep -qxF "# with $with" "$recorded"; then
  echo "instructions: not compared; this is $with, and $(sed -n 's/^# with /recorded was /p' "$recorded")"
  echo "0 passed, 0 failed"
  exit 0
fi
printf '%s' "$rows" | awk -F'\t' '
  FNR == NR { if ($0 !~ /^#/) before[$2] = $1; next }
  !($2 in before) { print "FAILED: no recorded count for " $2; failed++; next }
  $1 > before[$2] * 1.03 { printf "FAILED: %s takes %.1f instructions a byte, %.1f %% more than the %.1f recorded\n", $2, $1, ($1 / before[$2] - 1) * 100, before[$2]; failed++; next }
  $1 < before[$2] * 0.97 { printf "%s takes less than the %.1f recorded: run tests/bench/instructions.sh --record\n", $2, before[$2] }
  { passed++ }
  END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$recorded" -
