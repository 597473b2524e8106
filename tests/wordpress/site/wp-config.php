<?php
// Configuration of the test sites. Everything that differs between them comes by environment; nothing leaves the machine.
$table_prefix = 'wp_';
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) {
    define($key, hash('sha256', 'local-test-only-' . $key));
}
define('WP_HOME', getenv('WP_TEST_URL'));
define('WP_SITEURL', WP_HOME);
if (getenv('WP_TEST_DB_SOCK')) {
    define('DB_USER', 'wp');
    define('DB_PASSWORD', 'wp-test');
    define('DB_HOST', 'localhost:' . getenv('WP_TEST_DB_SOCK'));  // a unix socket: no port is opened
} else {
    define('DB_ENGINE', 'sqlite');
    define('DB_DIR', getenv('WP_TEST_DB_DIR'));
    define('DB_FILE', 'wp.sqlite');
    define('DB_USER', '');
    define('DB_PASSWORD', '');
    define('DB_HOST', '');
}
define('DB_NAME', 'wp');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['ENTENTE_LIBRARY', 'ENTENTE_SERVICE', 'ENTENTE_RATES', 'ENTENTE_ARCHIVE_DIR'] as $name) {
    if (getenv($name)) {
        define($name, getenv($name));
    }
}
if (getenv('WP_TEST_NETWORK')) {
    define('WP_ALLOW_MULTISITE', true);
    define('MULTISITE', true);
    define('SUBDOMAIN_INSTALL', false);
    define('DOMAIN_CURRENT_SITE', '127.0.0.1');
    define('PATH_CURRENT_SITE', '/');
    define('SITE_ID_CURRENT_SITE', 1);
    define('BLOG_ID_CURRENT_SITE', 1);
}
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('FS_METHOD', 'direct');
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', getenv('WP_TEST_DEBUG_LOG'));
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
