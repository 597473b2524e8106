#!/usr/bin/env bash
# tests/bench/run.sh [--rounds N]: builds build/release/bin/entente_speed and prints one table: the whole extraction, its parts and the peers
# that this machine has, as MB/s of text and as ratios, from one run. What is not there is left out, with a line that says so.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p build
cmake --preset release >build/bench.log 2>&1 && cmake --build build/release --target entente_speed >>build/bench.log 2>&1 || { tail -n 20 build/bench.log >&2; exit 2; }
exec python3 tests/bench/table.py --build build/release "$@"
