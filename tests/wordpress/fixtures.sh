# What the lanes share, sourced by run.sh: WordPress and the SQLite drop-in from the npm registry (checked against their sums, kept
# in $work), test sites, and servers. Everything fetched is GPL and stays out of the project.
wordpress_package=@wp-playground/wordpress-builds@0.9.19
wordpress_sum=dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdwurC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw==
sqlite_package=@wp-playground/cli@3.1.56
sqlite_sum=JTxl6djPEM2YRYz/w+BUoyoCvhSGHIjqMi4fMV1b8o1UPNvZatLaS7opo57UsrVElXrfdZwvi6IuyS4LswUx9Q==

# fetch PACKAGE SUM: leaves the tarball in $work/npm and its path in $fetched; 1: not reachable, or not what it should be
fetch() {
  mkdir -p "$work/npm"
  fetched="$work/npm/$(echo "$1" | sed 's/^@//; s/[\/@]/-/g').tgz"
  if [ ! -f "$fetched" ]; then
    (cd "$work/npm" && npm pack --silent "$1" >/dev/null 2>&1) || { why="npm's registry does not give $1"; return 1; }
  fi
  python3 -c 'import base64, hashlib, sys; sys.exit(base64.b64encode(hashlib.sha512(open(sys.argv[1], "rb").read()).digest()).decode() != sys.argv[2])' "$fetched" "$2" ||
    { rm -f "$fetched"; why="$1 is not the file that was tested"; return 1; }
}

# fixtures: $work/wordpress (WordPress 6.5.5), $work/sqlite (the drop-in), $work/browser (Playwright); 1: see $why
fixtures() {
  if [ ! -f "$work/wordpress/wp-load.php" ]; then
    fetch $wordpress_package $wordpress_sum || return 1
    rm -rf "$work/unpack" "$work/wordpress" && mkdir -p "$work/unpack"
    tar xzf "$fetched" -C "$work/unpack" package/public/wp-6.5 package/src/wordpress/wp-6.5.zip
    mv "$work/unpack/package/public/wp-6.5" "$work/unpack/wordpress"
    python3 -m zipfile -e "$work/unpack/package/src/wordpress/wp-6.5.zip" "$work/unpack/wordpress"
    rm -rf "$work/unpack/wordpress/wp-content/database" "$work/unpack/wordpress/wp-config.php"
    mv "$work/unpack/wordpress" "$work/wordpress"
  fi
  if [ ! -d "$work/sqlite" ]; then
    fetch $sqlite_package $sqlite_sum || return 1
    rm -rf "$work/unpack" && mkdir -p "$work/unpack"
    tar xzf "$fetched" -C "$work/unpack" package/sqlite-database-integration.zip
    python3 -m zipfile -e "$work/unpack/package/sqlite-database-integration.zip" "$work/unpack"
    mv "$work/unpack/plugin-sqlite-database-integration" "$work/sqlite"
  fi
  rm -rf "$work/unpack"
  mkdir -p "$work/browser"
  cp "$here/package.json" "$here/package-lock.json" "$work/browser/"
  if [ ! -d "$work/browser/node_modules/playwright-core" ]; then
    (cd "$work/browser" && npm ci --silent --no-audit --no-fund >/dev/null 2>&1) || { why="npm's registry does not give playwright-core"; return 1; }
  fi
}

# make_site SITE TREE sqlite|mysql: a fresh copy of a WordPress with the plugin that was built
make_site() {
  rm -rf "$1"
  cp -rL "$2" "$1"
  rm -f "$1/.htaccess" "$1/wp-config.php"
  mkdir -p "$1/wp-content/mu-plugins" "$1/wp-content/plugins" "$1/wp-content/uploads"
  cp "$here/site/wp-config.php" "$1/wp-config.php"
  cp "$here/site/guard.php" "$1/wp-content/mu-plugins/"
  cp -r "$build/wordpress/entente" "$1/wp-content/plugins/entente"
  if [ "$3" = sqlite ]; then
    drop_in="$1/wp-content/plugins/sqlite-database-integration"
    cp -r "$work/sqlite" "$drop_in"
    sed "s#{SQLITE_IMPLEMENTATION_FOLDER_PATH}#$drop_in#; s#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#" "$drop_in/db.copy" >"$1/wp-content/db.php"
    # only WordPress before 6.2 needs this
    sed -i 's/private \$allow_unsafe_unquoted_parameters/protected $allow_unsafe_unquoted_parameters/' "$drop_in/wp-includes/sqlite/class-wp-sqlite-db.php"
  fi
}

# The settings of a server that preloads the bridge; ffi.enable stays as the system has it
preload="-d ffi.preload=$build/wordpress/php/entente_ffi.h -d opcache.preload=$build/wordpress/php/preload.php -d opcache.preload_user=$(id -un)"

# serve SITE PORT PHP-OPTION...: PHP's own server; its process group is added to $groups
serve() {
  site=$1 port=$2
  shift 2
  # shellcheck disable=SC2086
  PHP_CLI_SERVER_WORKERS=4 setsid php -d opcache.enable=1 -d memory_limit=256M -d post_max_size=64M -d display_errors=0 "$@" \
    -S "127.0.0.1:$port" -t "$site" "$here/site/router.php" >"$work/run/server-$port.log" 2>&1 &
  groups="$groups $!"
  wait_for "http://127.0.0.1:$port/wp-login.php"
}

wait_for() {
  for _ in $(seq 150); do
    curl -sf -o /dev/null "$1" && return 0
    sleep 0.1
  done
  echo "$1 does not answer" >&2
  return 1
}

# Ends the servers that were started here, and nothing else
stop_servers() {
  for group in $groups; do
    kill -- "-$group" 2>/dev/null
  done
  groups=""
}

# rates: prints a file as the ECB's, with made-up rates of the last ten days: tests write about today, and the table inside the library ends before
rates() {
  echo "Date,USD,KRW,SEK,"
  for back in 0 1 2 3 4 5 6 7 8 9; do
    echo "$(date -u -d "-$back day" +%F),1.08,1600,11.3,"
  done
}
