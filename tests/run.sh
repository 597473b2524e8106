#!/usr/bin/env bash
# ./tests/run.sh [--full] [--asan] [--clang] [--coverage] [--mutation] [--help]: installs what is missing, builds and runs all tests; the last line is
# "N passed, N failed". Without npm and Chromium it does so too, and says that the network graph of reports was left out. The first
# run builds what the wheel links from the distribution's sources, which takes some minutes more.
#   --asan   also with the address and undefined-behaviour sanitizers (preset asan)
#   --clang  also with Clang
#   --coverage  also which lines and branches of src and capi the tests reach: at least 92 and 80 per cent
#   --mutation  also 100 changes of one token in packs and rules, of which some test must notice at least 80 (90 are the aim)
#   --full   everything above, threads under the thread sanitizer, every fault instead of some, the WordPress plugin with MariaDB and
#            php-fpm, programs built on the packages in a clean system, and the benchmarks
set -u
source_dir=$(cd "$(dirname "$0")/.." && pwd)
cd "$source_dir" || exit 2
asan=no clang=no coverage=no mutation=no bench=no
for argument in "$@"; do
  case "$argument" in
    --asan) asan=yes ;;
    --clang) clang=yes ;;
    --coverage) coverage=yes ;;
    --mutation) mutation=yes ;;
    --full) asan=yes clang=yes coverage=yes mutation=yes bench=yes; export ENTENTE_FULL=1 ;;
    --help | -h) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "tests/run.sh: unknown option '$argument'; see --help" >&2; exit 2 ;;
  esac
done
. cmake/packages.sh
# the Debian packages and a clean system to install them in; the manual page and the completion; the pages of the headers
packaging_packages="make dpkg-dev binutils mmdebstrap man-db mandoc zsh doxygen"
packages="$build_packages $test_packages $wordpress_packages $packaging_packages"
[ "$clang" = yes ] && packages="$packages clang"
# shellcheck disable=SC2086
need_packages $packages
want_page_tools

passed=0 failed=0

# run_tree DIRECTORY CMAKE-ARGUMENT...: configures, builds and tests one build tree
run_tree() {
  tree=$1
  shift
  mkdir -p "$tree"
  echo "== $tree"
  if ! cmake "$@" -DENTENTE_BUILD_TESTS=ON >"$tree/configure.log" 2>&1; then
    cat "$tree/configure.log"
    failed=$((failed + 1))
    return
  fi
  if ! cmake --build "$tree" >"$tree/build.log" 2>&1; then
    grep -E 'error|FAILED|warning' "$tree/build.log" | head -n 40
    failed=$((failed + 1))
    return
  fi
  [ -s "$tree/bindings/report/graph.bundle.js" ] || echo "$tree: reports come without the network graph; see $tree/build.log"
  ctest --test-dir "$tree" -V >"$tree/tests.log" 2>&1
  # one line for each program; a program without a count is one test
  summary=$(python3 tests/count.py "$tree/tests.log")
  echo "$summary" | sed '$d'
  passed=$((passed + $(echo "$summary" | tail -n 1 | cut -d' ' -f1)))
  failed=$((failed + $(echo "$summary" | tail -n 1 | cut -d' ' -f2)))
}

run_tree build/release --preset release
[ "$asan" = yes ] && run_tree build/asan --preset asan
[ "$clang" = yes ] && run_tree build/clang -S . -B build/clang -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
# run_program COMMAND...: one test program that says "N passed, N failed"
run_program() {
  echo "== $*"
  output=$("$@" 2>&1)
  count=$(echo "$output" | grep -E '^[0-9]+ passed, [0-9]+ failed$' | tail -n 1)
  echo "$output" | grep -E '^(\| .*faults|FAILED|instructions:|lines:|branches:|nobody)|noticed|passed,' || echo "$output" | tail -n 20
  passed=$((passed + $(echo "${count:-0 passed, 1 failed}" | cut -d' ' -f1)))
  failed=$((failed + $(echo "${count:-0 passed, 1 failed}" | cut -d' ' -f3)))
}
[ "$coverage" = yes ] && run_program tests/coverage.sh --least 92 80
[ "$mutation" = yes ] && run_program tests/mutation.py --least 80
if [ "$bench" = yes ]; then
  run_program env ENTENTE_FAULTS=all build/release/bin/entente_fault_test build/release/tests
  run_program env ENTENTE_FAULTS=all build/release/bin/entente_disk_test build/release/tests
  run_program tests/bench/instructions.sh
  if cmake --preset tsan >build/tsan.log 2>&1 && cmake --build --preset tsan --target entente_threads_test >>build/tsan.log 2>&1; then
    run_program env TSAN_OPTIONS=halt_on_error=1 build/tsan/bin/entente_threads_test build/tsan/tests
  else
    tail -n 20 build/tsan.log
    failed=$((failed + 1))
  fi
  tests/wordpress/run.sh --full-only --install | tee build/release/wordpress.log
  passed=$((passed + $(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/release/wordpress.log | tail -n 1 | cut -d' ' -f1)))
  failed=$((failed + $(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/release/wordpress.log | tail -n 1 | cut -d' ' -f3)))
fi
[ "$bench" = yes ] && build/release/bin/entente_bench && build/release/bin/entente_archive_bench && tests/bench/run.sh && build/release/bin/entente_scaling

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
