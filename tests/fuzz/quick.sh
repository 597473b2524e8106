#!/bin/sh
# quick.sh TARGET PROGRAM SEEDS REGRESS: runs a fuzz target on its seeds, on everything that was ever found, and on a fixed number of mutated inputs.
# ENTENTE_FUZZ_INPUTS=N runs N of them instead.
target=$1 program=$2 seeds=$3 regress=$4
case "$target" in
  archive) count=1000 ;;
  abi) count=400 ;;
  lexicon) count=20000 ;;
  rates) count=10000 ;;
  question) count=100000 ;;
  records) count=8000 ;;
  *) count=20000 ;;
esac
found=
[ -d "$regress/$target" ] && found="$regress/$target"
# shellcheck disable=SC2086
if said=$("$program" --count="${ENTENTE_FUZZ_INPUTS:-$count}" --dict="$seeds/$target.dict" "$seeds/$target" $found 2>&1); then
  echo "| $target: $said"
else
  echo "$said"
  exit 1
fi
