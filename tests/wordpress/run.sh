#!/usr/bin/env bash
# tests/wordpress/run.sh [--full | --full-only | --speed] [--install] [--build TREE]: the WordPress plugin in a real WordPress with a real browser; the last line is
# "N passed, N failed". Pictures are left in TREE/../wordpress/shots-*.
#   fast lane  WordPress 6.5.5, SQLite, PHP's own server with the preloaded bridge
#   --full     also WordPress 6.1 of the distribution, MariaDB, nginx and php-fpm with the preloaded bridge
#   --full-only   that lane alone
#   --speed     prints how long previews take there, without tests
#   --install  installs missing packages with apt
# Where the packages, WordPress or the browser cannot be had, it says so, and nothing counts as passed.
# shellcheck disable=SC2086
set -u
here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
build="$source_dir/build/release" full=no fast=yes speed=no install=no
while [ $# -gt 0 ]; do
  case "$1" in
    --full) full=yes ;;
    --full-only) full=yes fast=no ;;
    --speed) full=yes fast=no speed=yes ;;
    --install) install=yes ;;
    --build) build=$2; shift ;;
    *) echo "tests/wordpress/run.sh: unknown option '$1'" >&2; exit 2 ;;
  esac
  shift
done
work="$source_dir/build/wordpress" groups="" why="" passed=0 failed=0
. "$source_dir/cmake/packages.sh"
. "$here/fixtures.sh"
. "$here/lanes.sh"

skip() {
  echo "| skipped: $1"
  echo "0 passed, 0 failed"
  exit 0
}

[ $install = yes ] && [ $full = yes ] && need_packages nginx-light  # first: "wordpress" alone would pull in another web server
[ $install = yes ] && [ $full = yes ] && wordpress_packages="$wordpress_packages $wordpress_full_packages"
[ $install = yes ] && need_packages $wordpress_packages
for program in php node npm curl python3; do
  command -v $program >/dev/null || skip "$program is missing; tests/wordpress/run.sh --install installs what is needed (Debian: $wordpress_packages)"
done
php -m | grep -qx FFI || skip "PHP has no FFI here (Debian: php8.2-common)"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || skip "there is no Chromium (Debian: chromium)"
[ -f "$build/wordpress/entente.zip" ] || skip "the plugin is not built in $build"
fixtures || skip "$why"

rm -rf "$work/run" && mkdir -p "$work/run"
trap stop_all EXIT
started=$(date +%s)

[ $speed = no ] && bridge
[ $fast = yes ] && fast_lane
[ $full = yes ] && full_lane
echo "| $(($(date +%s) - started)) seconds; pictures in $work/shots-*"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
