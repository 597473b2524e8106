#!/usr/bin/env bash
# tests/coverage.sh [--least LINES BRANCHES] [--help]: builds with GCC's --coverage into build/coverage, runs the tests that exercise the
# library (units, text cases, accuracy, the C ABI, Python, the archive and the command line; not browsers, wheels and packages) and prints
# the share of the lines and branches of src and capi that they reach, with the ten files that lack the most lines. Left out are branches that
# only an exception takes and those of lines without code, as gcovr's --exclude-throw-branches and --exclude-unreachable-branches do: the
# compiler makes them for almost every call, and tests/fault, which takes them, is not run here.
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
    --help | -h) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "tests/coverage.sh: unknown option '$1'; see --help" >&2; exit 2 ;;
  esac
done
. cmake/packages.sh
# shellcheck disable=SC2086
need_packages $build_packages $test_packages gcovr

build=build/coverage
mkdir -p $build
flags="-O0 --coverage -fprofile-update=prefer-atomic"  # threads count too
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Coverage -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ -DCMAKE_CXX_FLAGS_COVERAGE="$flags" \
  -DCMAKE_C_FLAGS_COVERAGE="$flags" -DENTENTE_BUILD_WORDPRESS=OFF >$build/configure.log 2>&1 || { cat $build/configure.log; exit 1; }
cmake --build $build --target entente_tests entente_cases entente_c99_test entente_c99_archive_test entente_layout_test entente_threads_test \
  entente_hostile_test entente_cli >$build/build.log 2>&1 || { grep -E 'error|FAILED' $build/build.log | head -n 40; exit 1; }
find $build -name '*.gcda' -delete
tests='unit|cases|c99|c99_archive|layout|threads|hostile|cli_test|lexicon_test|shard_test|accuracy_test|archive_test|review_test|seeds_test|report_test|python_test'
ENTENTE_EVAL=/dev/null ctest --test-dir $build -R "^($tests)\$" >$build/tests.log 2>&1 || { cat $build/tests.log; exit 1; }
gcovr --root . --filter src/ --filter capi/ --exclude-throw-branches --exclude-unreachable-branches -j "$(nproc)" --json-summary $build/coverage.json $build 2>$build/gcovr.log ||
  { tail -n 20 $build/gcovr.log; exit 1; }
python3 tests/coverage.py $build/coverage.json "$least_lines" "$least_branches"
