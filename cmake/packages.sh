# Installs what is missing with apt; elsewhere names the packages and stops. Sourced by examples/quickstart.sh and tests/run.sh:
#   need_packages PACKAGE...
#   want_page_tools           for the network graph of reports and its test; goes on without them where they cannot be had
build_packages="g++ cmake ninja-build pkg-config libicu-dev libre2-dev libsimdjson-dev libabsl-dev libxml2-dev libsqlite3-dev"
test_packages="catch2 libbenchmark-dev libcpp-httplib-dev python3 python3-pytest python3-distributed python3-venv abigail-tools"
bundle_packages="dpkg-dev icu-devtools tcl"  # cmake/bundle/bundle.sh
# the WordPress plugin with a browser; and what the longer run adds
wordpress_packages="php-cli php-sqlite3 php-mbstring php-xml php-gd php-dev chromium fonts-nanum nodejs curl"
command -v npm >/dev/null 2>&1 || wordpress_packages="$wordpress_packages npm"  # some packages of nodejs bring it along
wordpress_full_packages="nginx-light php-fpm php-mysql php-intl wordpress wordpress-theme-twentytwentythree mariadb-server-core mariadb-client"

# install_packages PACKAGE...: with apt, from the distribution alone; false when that failed
install_packages() {
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Please run as root: apt-get install $*" >&2; return 1; }
    as_root="sudo"
  fi
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 ||
    { $as_root apt-get update -q >/dev/null 2>&1 && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; }
}

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
  # shellcheck disable=SC2086
  install_packages $missing || { echo "apt-get could not install:$missing" >&2; exit 1; }
}

want_page_tools() {
  wanted=""
  command -v npm >/dev/null 2>&1 || wanted="npm"
  found=no
  for browser in chromium chromium-browser google-chrome chrome; do
    command -v "$browser" >/dev/null 2>&1 && found=yes
  done
  [ "$found" = yes ] || wanted="$wanted chromium fonts-nanum"
  for package in $wanted; do
    command -v apt-get >/dev/null 2>&1 && echo "Installing: $package" && install_packages "$package" ||
      case "$package" in
        npm) echo "Without npm: reports come without the network graph" ;;
        chromium) echo "Without chromium: the page of reports is not looked at" ;;
        *) echo "Without $package: the page of reports may show no Korean letters" ;;
      esac
  done
}
