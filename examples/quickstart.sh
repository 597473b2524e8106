#!/bin/sh
# ./examples/quickstart.sh [FILE...]: installs what is missing, builds, and prints the deals of the given articles or of the
# bundled ones as a table. Further arguments go to "entente extract", such as --published 2024-06-04.
set -eu
if [ "${1:-}" = "--help" ]; then
  sed -n '2,3s/^# //p' "$0"
  exit 0
fi
source_dir=$(cd "$(dirname "$0")/.." && pwd)
. "$source_dir/cmake/packages.sh"
# shellcheck disable=SC2086
need_packages $build_packages

build_dir="$source_dir/build/release"
log="$build_dir/quickstart.log"
mkdir -p "$build_dir"
if [ ! -f "$build_dir/build.ninja" ]; then
  echo "Configuring (once)"
  (cd "$source_dir" && cmake --preset release -DENTENTE_BUILD_TESTS=OFF >"$log" 2>&1) || { cat "$log" >&2; exit 2; }
fi
[ -x "$build_dir/bin/entente" ] || echo "Building (once; about two minutes on two cores)"
cmake --build "$build_dir" --target entente_cli >"$log" 2>&1 || { cat "$log" >&2; exit 2; }

files=no
for argument in "$@"; do
  case "$argument" in -*) ;; *) files=yes ;; esac
done
if [ "$files" = no ]; then
  set -- "$@" "$source_dir"/examples/articles/*.txt
fi
exec "$build_dir/bin/entente" extract --output table "$@"
