#!/usr/bin/env bash
# bundle.sh: builds what the bundled library links, once, from the distribution's source packages, and prints where it lies. Kept in
# ${XDG_CACHE_HOME:-~/.cache}/entente, by a hash of what went into it. Neither apt's lists nor /etc are touched: the deb-src
# entries stand in a folder of their own. Needs Debian or Ubuntu, and the network once. Ends with 3 where the sources cannot be had,
# with 1 where they do not build.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/entente
packages="icu simdjson sqlite3 libxml2 abseil"
compiler=${CXX:-c++}
# the first line of --version has the name by which the compiler was called
key=$({ cat "$here/bundle.sh" "$here/CMakeLists.txt"; "$compiler" --version | tail -n +2; "$compiler" -dumpversion; uname -m; dpkg-query -W libicu-dev libsimdjson-dev libsqlite3-dev libxml2-dev libabsl-dev 2>/dev/null || true; } | sha256sum | cut -c1-16)
place=$cache/bundle-$key
if [ -f "$place/done" ]; then
  echo "$place"
  exit 0
fi
command -v apt-get >/dev/null 2>&1 || { echo "bundle.sh builds from Debian's or Ubuntu's source packages; this system has no apt" >&2; exit 3; }
. "$here/../packages.sh"
# shellcheck disable=SC2086
(need_packages $build_packages $bundle_packages) >&2 || exit 3

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9  # two builds at once wait for one another
if [ -f "$place/done" ]; then
  echo "$place"
  exit 0
fi
log=$cache/bundle-$key.log
work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
fail() {
  echo "bundle.sh: $1; see $log" >&2
  tail -n 15 "$log" >&2
  exit "${2:-1}"
}

# The system's entries for its own release, as sources.
. /etc/os-release
mkdir -p "$work/apt/parts" "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/sources"
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$file" ] || continue
  sed -nE "s/^deb(-src)?[[:space:]]+((\[[^]]*\][[:space:]]+)?[^[:space:]]+[[:space:]]+$VERSION_CODENAME([-/](updates|security))?[[:space:]].*)/deb-src \2/p" "$file" >>"$work/apt/parts/system.list"
done
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] || continue
  awk -v release="$VERSION_CODENAME" 'BEGIN { RS = ""; ORS = "\n\n" } $0 ~ "Suites:([^\n]*[[:space:]])?" release "([-/[:space:]]|$)" { sub(/Types:[^\n]*/, "Types: deb-src"); print }' "$file" >>"$work/apt/parts/system.sources"
done
own_apt() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/parts" -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User=root -o Acquire::http::Timeout=30 "$@"
}
own_apt update >"$log" 2>&1 || true  # other people's entries may have no sources; what is missing the next step tells
cd "$work/sources"
# shellcheck disable=SC2086
own_apt source --download-only $packages >>"$log" 2>&1 || fail "apt-get could not fetch the source packages" 3
for package in $packages; do
  dpkg-source -x "$package"_*.dsc "$package" >>"$log" 2>&1 || fail "$package could not be unpacked"
done

# ICU's data without all but the converters and what normalisation needs.
data=$(ls icu/source/data/in/icudt*l.dat)
name=$(basename "$data" .dat)
icupkg -l "$data" | grep -vE '^[^/]*\.cnv$|^cnvalias\.icu$|^nfkc\.nrm$' >unused.txt
icupkg -r unused.txt "$data" "$name.dat" >>"$log" 2>&1 || fail "ICU's data could not be cut"
genccode -q -a gcc -e "${name%l}" -n "${name%l}" -d . "$name.dat" >>"$log" 2>&1 || fail "ICU's data could not be written as code"
mv "${name%l}_dat.S" icudata.S 2>/dev/null || mv "${name}_dat.S" icudata.S || fail "genccode left no code"

(cd sqlite3 && ./configure --disable-tcl --disable-readline && make sqlite3.c) >>"$log" 2>&1 || fail "SQLite's amalgamation could not be made"

launcher=""
command -v ccache >/dev/null 2>&1 && launcher="-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
# shellcheck disable=SC2086
cmake -S "$here" -B "$work/build" -G Ninja -DSOURCES="$work/sources" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" -DCMAKE_C_FLAGS_RELEASE="-O2 -DNDEBUG" \
  -DCMAKE_INSTALL_PREFIX="$place" $launcher >>"$log" 2>&1 || fail "cmake could not configure"
cmake --build "$work/build" >>"$log" 2>&1 || fail "the build failed"
cmake --install "$work/build" >>"$log" 2>&1 || fail "the libraries could not be kept"
mkdir -p "$place/licences"
for package in $packages; do
  cp "$package/debian/copyright" "$place/licences/$package"
done
touch "$place/done"
echo "$place"
