# Installs what is missing with apt; elsewhere names the packages and stops. Sourced by examples/quickstart.sh and tests/run.sh:
#   need_packages PACKAGE...
build_packages="g++ cmake ninja-build pkg-config libicu-dev libre2-dev libsimdjson-dev libabsl-dev libxml2-dev libsqlite3-dev"
test_packages="catch2 libbenchmark-dev python3 python3-pytest"

need_packages() {
  missing=""
  if command -v dpkg-query >/dev/null 2>&1; then
    for package in "$@"; do
      dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
  else
    for tool in g++ cmake ninja pkg-config; do
      command -v "$tool" >/dev/null 2>&1 || missing="$*"
    done
    # without dpkg only pkg-config can say what is there
    [ -n "$missing" ] || pkg-config --exists icu-uc icu-i18n re2 simdjson absl_flat_hash_map libxml-2.0 sqlite3 || missing="$*"
  fi
  [ -z "$missing" ] && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "This system has no apt. Please install what these Debian packages hold, then start again:" >&2
    echo "  $*" >&2
    exit 1
  fi
  echo "Installing:$missing"
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Please run as root: apt-get install$missing" >&2; exit 1; }
    as_root="sudo"
  fi
  # shellcheck disable=SC2086
  { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 ||
    { $as_root apt-get update -q >/dev/null && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null; }; } ||
    { echo "apt-get could not install:$missing" >&2; exit 1; }
}
