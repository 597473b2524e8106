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
  if [ -f "$build/lib/entente_php.so" ]; then
    counted "extension, FFI off" php -d ffi.enable=0 -d "extension=$build/lib/entente_php.so" "$here/bridge_test.php" "$build/wordpress/php" "$library" "$scratch"
  else
    echo "| the extension is not tested: it was not built (Debian: php-dev)"
  fi
  counted "bridge, preloaded" php -d opcache.enable_cli=1 $preload "$here/bridge_test.php" "$build/wordpress/php" "$library" "$scratch"
}

# inside NAME: the tests that need no browser
inside() {
  counted "plugin inside $1" php "$here/plugin_test.php" "$SITE"
  counted "desk inside $1" php "$here/desk_test.php" "$SITE"
}

free_ports() {
  python3 -c 'import socket
held = [socket.socket() for _ in range(5)]
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
  ! grep -nE 'plugins/entente|Entente.' "$WP_TEST_DEBUG_LOG"
}

nothing_asked_by_the_plugin() { ! grep '^entente ' "$WP_TEST_OUTBOUND_LOG"; }

nothing_left() {
  left=$(php "$here/site/act.php" "$SITE" uninstall)
  [ "$left" = "[]" ] || { echo "left: $left"; false; }
}

# with_service PORT: the plugin on the service of examples/service, where that was built
with_service() {
  [ -x "$build/bin/entente_service" ] || { echo "| the service is not tested: it was not built (Debian: libcpp-httplib-dev)"; return; }
  setsid "$build/bin/entente_service" --port "$1" >"$lane/service.log" 2>&1 &
  groups="$groups $!"
  wait_for "http://127.0.0.1:$1/health"
  ENTENTE_SERVICE="http://127.0.0.1:$1" counted "plugin with the local service" php "$here/service_plugin_test.php" "$SITE"
  stop_servers
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
  inside "WordPress, SQLite"
  with_service "$5"
  [ -f "$build/lib/entente_php.so" ] && checked "the health command by the extension" sh -c "php -d ffi.enable=0 -d extension=$build/lib/entente_php.so $here/site/act.php $SITE health | grep -q '^extension yes'"
  serve "$SITE" "$1" $preload
  broken_servers "$2" "$3" "$4"
  export BASE=$WP_TEST_URL
  counted "browser" timeout 700 node "$here/browser/main.js" "$here/browser/editor_tests.js" "$here/browser/desk_tests.js" "$here/browser/failure_tests.js"
  stop_servers
  checked "(13) the plugin asked no other host for anything" nothing_asked_by_the_plugin
  checked "(14) no line of the plugin in the rest of the debug log" no_line_of_the_plugin
  checked "(10) uninstalling leaves nothing" nothing_left
  counted "(10) a network of sites" php "$here/network_test.php" "$here" "$work" "$build"
}

# mariadb_script: prints a script that starts MariaDB on a socket of its own, without any port, and waits for it
mariadb_script() {
  cat <<END
#!/bin/sh
case "\$1" in
  start) setsid mariadbd --defaults-file=$lane/my.cnf >/dev/null 2>&1 &
    for i in \$(seq 150); do mariadb-admin --no-defaults --socket=$lane/my.sock ping >/dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1 ;;
  stop) mariadb-admin --no-defaults --socket=$lane/my.sock shutdown ;;
esac
END
}

start_database() {
  cat >"$lane/my.cnf" <<END
[mariadbd]
datadir=$lane/data
socket=$lane/my.sock
pid-file=$lane/my.pid
log-error=$lane/mariadb.log
skip-networking
user=$(id -un)
character-set-server=utf8mb4
innodb_buffer_pool_size=64M
innodb_flush_log_at_trx_commit=2
skip-log-bin
END
  mariadb-install-db --defaults-file="$lane/my.cnf" --auth-root-authentication-method=socket --skip-test-db >"$lane/install.log" 2>&1 || return 1
  mariadb_script >"$lane/database.sh"
  database="$lane/database.sh"
  chmod +x "$database"
  "$database" start || return 1
  mariadb --no-defaults --socket="$lane/my.sock" -e "CREATE DATABASE wp CHARACTER SET utf8mb4; CREATE USER 'wp'@'localhost' IDENTIFIED BY 'wp-test'; GRANT ALL ON wp.* TO 'wp'@'localhost'"
}

# start_web PORT: nginx and php-fpm as Debian has them: workers of www-data, the bridge preloaded, ffi.enable untouched
start_web() {
  fpm=$(command -v php-fpm8.2 || command -v php-fpm || ls /usr/sbin/php-fpm* 2>/dev/null | head -n 1)
  worker=$(id -un) as_root=""
  if [ "$worker" = root ]; then
    worker=www-data
    chmod -R a+rX "$lane" "$build/wordpress" "$build/lib"
    # a clone below a private folder cannot be read by www-data
    runuser -u www-data -- test -r "$SITE/wp-load.php" || { worker=root; as_root=-R; }
    chown -R "$worker" "$SITE/wp-content/uploads"
  fi
  mkdir -p "$lane/www"
  chmod 777 "$lane/www"
  chmod 666 "$WP_TEST_DEBUG_LOG" "$WP_TEST_OUTBOUND_LOG"
  cat >"$lane/fpm.conf" <<END
[global]
error_log = $lane/fpm.log
daemonize = no
[www]
user = $worker
listen = $lane/fpm.sock
listen.mode = 0666
pm = static
pm.max_children = 4
clear_env = yes
env[WP_TEST_URL] = $WP_TEST_URL
env[WP_TEST_DB_SOCK] = $WP_TEST_DB_SOCK
env[WP_TEST_DEBUG_LOG] = $WP_TEST_DEBUG_LOG
env[WP_TEST_OUTBOUND_LOG] = $WP_TEST_OUTBOUND_LOG
env[ENTENTE_RATES] = $ENTENTE_RATES
php_admin_value[memory_limit] = 256M
php_admin_value[post_max_size] = 64M
END
  cat >"$lane/nginx.conf" <<END
daemon off; pid $lane/nginx.pid; error_log $lane/nginx.log; worker_processes 2; events { worker_connections 256; }
$([ "$(id -un)" = root ] && echo "user $worker;")
http { include /etc/nginx/mime.types; access_log off; client_max_body_size 64m;
  client_body_temp_path $lane/www/b; fastcgi_temp_path $lane/www/f; proxy_temp_path $lane/www/p; uwsgi_temp_path $lane/www/u; scgi_temp_path $lane/www/s;
  server { listen 127.0.0.1:$1; server_name 127.0.0.1; root $SITE; index index.php;
    location ~ /(\\.|wp-config) { deny all; }
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \\.php\$ { try_files \$uri =404; include /etc/nginx/fastcgi_params; fastcgi_param HTTP_HOST \$host:\$server_port;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name; fastcgi_pass unix:$lane/fpm.sock; } } }
END
  setsid "$fpm" $as_root -F -y "$lane/fpm.conf" -d "ffi.preload=$build/wordpress/php/entente_ffi.h" -d "opcache.preload=$build/wordpress/php/preload.php" -d "opcache.preload_user=$worker" >"$lane/fpm.out" 2>&1 &
  groups="$groups $!"
  setsid nginx -c "$lane/nginx.conf" >"$lane/nginx.out" 2>&1 &
  groups="$groups $!"
  wait_for "$WP_TEST_URL/wp-login.php"
}

full_lane() {
  for program in mariadbd nginx; do
    command -v $program >/dev/null || { echo "| the full lane is skipped: $program is missing (Debian: $wordpress_full_packages)"; return; }
  done
  [ -d /usr/share/wordpress ] || { echo "| the full lane is skipped: WordPress of the distribution is missing (Debian: wordpress)"; return; }
  environment full
  # shellcheck disable=SC2046
  set -- $(free_ports)
  unset WP_TEST_DB_DIR
  export WP_TEST_URL="http://127.0.0.1:$1" WP_TEST_DB_SOCK="$lane/my.sock" WAY=preload
  start_database || { echo "MariaDB does not start: $lane/mariadb.log"; failed=$((failed + 1)); return; }
  export DATABASE_AWAY="$database stop" DATABASE_BACK="$database start"
  make_site "$SITE" /usr/share/wordpress mysql
  php "$here/site/install.php" "$SITE" || { failed=$((failed + 1)); return; }
  [ $speed = no ] && inside "WordPress, MariaDB"
  start_web "$1" || { failed=$((failed + 1)); return; }
  if [ $speed = yes ]; then
    BASE=$WP_TEST_URL timeout 300 node "$here/browser/speed.js"
    return
  fi
  broken_servers "$2" "$3" "$4"
  export BASE=$WP_TEST_URL
  counted "browser, nginx, php-fpm and MariaDB" timeout 700 node "$here/browser/main.js" "$here/browser/editor_tests.js" "$here/browser/desk_tests.js" "$here/browser/failure_tests.js"
  stop_servers
  checked "(13) the plugin asked no other host for anything" nothing_asked_by_the_plugin
  checked "(14) no line of the plugin in the rest of the debug log" no_line_of_the_plugin
  checked "(10) uninstalling leaves nothing" nothing_left
  "$database" stop
  database=""
  unset WP_TEST_DB_SOCK
}

stop_all() {
  stop_servers
  [ -n "${database:-}" ] && "$database" stop 2>/dev/null
}
