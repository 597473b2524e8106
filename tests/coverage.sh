#!/usr/bin/env bash
# tests/coverage.sh [--least LINES BRANCHES] [--help]: builds with GCC's --coverage into build/coverage, runs the tests that exercise the
# library (units, text cases, the C ABI, the archive and the command line) and prints which share of the lines and branches of src and capi
# they reach, with the files that are furthest below. Branches that only an exception takes are left out, as gcovr's --exclude-throw-branches
# does: every call has one, and they are taken by tests/fault, which is not run here.
#   --least LINES BRANCHES   fails where either share, in per cent, is lower
set -eu
cd "$(dirname "$0")/.."
least_lines=0 least_branches=0
while [ $# -gt 0 ]; do
  case "$1" in
    --least)
      [ $# -ge 3 ] || { echo "tests/coverage.sh: --least needs two numbers" >&2; exit 2; }
      least_lines=$2 least_branches=$3
      shift 3 ;;
    --help | -h) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "tests/coverage.sh: unknown option '$1'; see --help" >&2; exit 2 ;;
  esac
done
. cmake/packages.sh
# shellcheck disable=SC2086
need_packages $build_packages $test_packages gcovr

build=build/coverage
mkdir -p build
flags="-O1 --coverage -fprofile-update=prefer-atomic"  # threads count too
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Coverage -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ -DCMAKE_CXX_FLAGS_COVERAGE="$flags" \
  -DCMAKE_C_FLAGS_COVERAGE="$flags" -DENTENTE_BUILD_WORDPRESS=OFF >$build.log 2>&1 || { cat $build.log; exit 1; }
cmake --build $build --target entente_tests entente_cases entente_c99_test entente_c99_archive_test entente_layout_test entente_threads_test \
  entente_hostile_test entente_cli >$build.log 2>&1 || { grep -E 'error|FAILED' $build.log | head -n 40; exit 1; }
find $build -name '*.gcda' -delete
ctest --test-dir $build --output-on-failure \
  -R '^(unit|cases|c99|c99_archive|layout|threads|hostile|cli_test|lexicon_test|shard_test|bad_input_test|archive_test|review_test|seeds_test)$'
gcovr --root . --filter src/ --filter capi/ --exclude-throw-branches --json-summary $build/coverage.json $build
python3 tests/coverage.py $build/coverage.json "$least_lines" "$least_branches"
