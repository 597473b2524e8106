# The lanes of run.sh, which sources this. Each counts what its programs say into $passed and $failed.

# counted NAME PROGRAM...: runs it, shows what it says, and takes its last "N passed, N failed"
counted() {
  name=$1
  shift
  echo "== $name"
  "$@" >"$work/run/output" 2>&1
  cat "$work/run/output"
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/run/output" | tail -n 1)
  if [ -z "$line" ]; then
    echo "$name came to no end"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + ${line%% *}))
  line=${line#* passed, }
  failed=$((failed + ${line%% *}))
}

# checked NAME COMMAND...: one test that passes when the command does
checked() {
  name=$1
  shift
  if "$@"; then
    echo "passed  $name"
    passed=$((passed + 1))
  else
    echo "FAILED  $name"
    failed=$((failed + 1))
  fi
}

bridge() {
  scratch="$work/run/bridge"
  mkdir -p "$scratch"
  library="$build/lib/libentente_wordpress.so.1"
  counted "bridge, FFI open on the command line" php "$here/bridge_test.php" "$build/wordpress/php" "$library" "$scratch"
  counted "bridge, preloaded" php -d opcache.enable_cli=1 $preload "$here/bridge_test.php" "$build/wordpress/php" "$library" "$scratch"
}

free_ports() {
  python3 -c 'import socket
held = [socket.socket() for _ in range(4)]
[one.bind(("127.0.0.1", 0)) for one in held]
print(*[one.getsockname()[1] for one in held])'
}

# environment LANE: a site's folders and logs, and the rates of these days
environment() {
  lane="$work/run/$1"
  mkdir -p "$lane/db"
  export SITE="$lane/site" WP_TEST_DEBUG_LOG="$lane/debug.log" WP_TEST_OUTBOUND_LOG="$lane/outbound.log" ENTENTE_RATES="$lane/rates.csv"
  export SHOTS="$work/shots-$1" NODE_PATH="$work/browser/node_modules"
  rm -rf "$SHOTS"
  rates >"$ENTENTE_RATES"
  : >"$WP_TEST_DEBUG_LOG"
  : >"$WP_TEST_OUTBOUND_LOG"
}

# servers without a usable engine, for the same site: Debian's PHP as it is, a file that is not there, a library of another version
broken_servers() {
  main=$WP_TEST_URL
  WP_TEST_URL="http://127.0.0.1:$1" serve "$SITE" "$1" -d memory_limit=256M
  WP_TEST_URL="http://127.0.0.1:$2" ENTENTE_LIBRARY=/nowhere/libentente_wordpress.so.1 serve "$SITE" "$2" -d ffi.enable=1
  WP_TEST_URL="http://127.0.0.1:$3" ENTENTE_LIBRARY="$work/run/bridge/other.so" serve "$SITE" "$3" -d ffi.enable=1
  export WP_TEST_URL=$main BASE_BARE="http://127.0.0.1:$1" BASE_NO_FILE="http://127.0.0.1:$2" BASE_OTHER="http://127.0.0.1:$3"
}

no_line_of_the_plugin() {
  ! grep -in entente "$WP_TEST_DEBUG_LOG"
}

nothing_asked_by_the_plugin() { ! grep '^entente ' "$WP_TEST_OUTBOUND_LOG"; }

nothing_left() {
  left=$(php "$here/site/act.php" "$SITE" uninstall)
  [ "$left" = "[]" ] || { echo "left: $left"; false; }
}

fast_lane() {
  environment fast
  # shellcheck disable=SC2046
  set -- $(free_ports)
  export WP_TEST_URL="http://127.0.0.1:$1" WP_TEST_DB_DIR="$lane/db/" WAY=preload
  # the file becomes a folder, which no database opens
  export DATABASE_AWAY="mv $lane/db/wp.sqlite $lane/db/away && mkdir $lane/db/wp.sqlite" DATABASE_BACK="rmdir $lane/db/wp.sqlite && mv $lane/db/away $lane/db/wp.sqlite"
  make_site "$SITE" "$work/wordpress" sqlite
  php "$here/site/install.php" "$SITE" || { failed=$((failed + 1)); return; }
  counted "plugin inside WordPress" php "$here/plugin_test.php" "$SITE"
  serve "$SITE" "$1" $preload
  broken_servers "$2" "$3" "$4"
  export BASE=$WP_TEST_URL
  counted "browser" timeout 330 node "$here/browser/main.js" "$here/browser/editor_tests.js" "$here/browser/desk_tests.js" "$here/browser/failure_tests.js"
  stop_servers
  checked "(13) the plugin asked no other host for anything" nothing_asked_by_the_plugin
  checked "(14) no line of the plugin in the rest of the debug log" no_line_of_the_plugin
  checked "(10) uninstalling leaves nothing" nothing_left
  counted "(10) a network of sites" php "$here/network_test.php" "$here" "$work" "$build"
}

stop_all() {
  stop_servers
  [ -n "${database:-}" ] && kill "$database" 2>/dev/null
}
