#!/usr/bin/env bash
# tests/accuracy/calibrate.sh [GOLD.jsonl...]: after rules have changed: fits the confidence anew, builds, and brings the figures
# and outputs in README.md up to date. Other gold, where it is given, must hold the publishable band too. Needs build/release.
set -eu
cd "$(dirname "$0")/../.."
also=()
for gold in "$@"; do also+=(--also "$gold"); done
cmake --build build/release
python3 tests/accuracy/calibrate.py ${also[@]+"${also[@]}"}
cmake --build build/release
ENTENTE_UPDATE=1 ctest --test-dir build/release -R 'accuracy_test|examples_test' --output-on-failure
