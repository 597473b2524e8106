<?php
// A network of sites: network_test.php HERE WORK BUILD. Makes a network in a fresh database, uses the plugin in two of its sites, and deletes it.
require __DIR__ . '/check.php';
[, $here, $work, $build] = $argv;
$lane = "$work/run/network";
@mkdir("$lane/db", 0777, true);
putenv("WP_TEST_DB_DIR=$lane/db/");
putenv('WP_TEST_URL=http://127.0.0.1:80');
putenv("WP_TEST_DEBUG_LOG=$lane/debug.log");
$site = getenv('SITE');
exec("rm -rf $lane/site && cp -r " . escapeshellarg($site) . " $lane/site && rm -rf $lane/site/wp-content/plugins/entente $lane/site/wp-content/uploads/.ht* && cp -r $build/wordpress/entente $lane/site/wp-content/plugins/entente");
// the drop-in names its folder by its whole path
$drop_in = file_get_contents("$lane/site/wp-content/db.php");
file_put_contents("$lane/site/wp-content/db.php", str_replace($site, "$lane/site", $drop_in));

if (($argv[4] ?? '') === 'make') {
    define('WP_INSTALLING', true);
    $argv[1] = "$lane/site";
    require __DIR__ . '/site/load.php';
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    require_once ABSPATH . 'wp-admin/includes/network.php';
    wp_install('시험', 'admin', 'admin@example.invalid', true, '', 'admin-pass');
    foreach ($wpdb->tables('ms_global') as $table => $name) {
        $wpdb->$table = $name;
    }
    install_network();
    populate_network(1, '127.0.0.1', 'admin@example.invalid', '시험', '/', false);
    exit(0);
}
exec(PHP_BINARY . ' ' . implode(' ', array_map('escapeshellarg', [__FILE__, $here, $work, $build, 'make'])) . ' 2>&1', $said, $code);
if ($code !== 0) {
    echo implode("\n", $said), "\n0 passed, 1 failed\n";
    exit(1);
}
putenv('WP_TEST_NETWORK=1');
$argv[1] = "$lane/site";
require __DIR__ . '/site/load.php';
wp_set_current_user(1);
$text = "<!-- wp:paragraph -->\n<p>가온전자는 새벽로보틱스에 120억원을 투자했다.</p>\n<!-- /wp:paragraph -->";

test('activated for the network, a new site needs nothing more; each site has its own deals and archive', function () use ($text, &$second) {
    equal(activate_plugin('entente/entente.php', '', true), null);
    do_action('init');
    $second = wp_insert_site(['domain' => '127.0.0.1', 'path' => '/second/', 'title' => '둘째', 'user_id' => 1]);
    true(is_int($second), 'a second site');
    $paths = [];
    foreach ([1, $second] as $blog) {
        switch_to_blog($blog);
        Entente\Install::ensure();
        $id = wp_insert_post(['post_title' => "사이트 $blog", 'post_content' => $text, 'post_status' => 'publish', 'post_author' => 1]);
        equal(count(Entente\Store::rows($id)), 1, "site $blog");
        Entente\Review::decide($id, Entente\Store::rows($id)[0]->key, ['verdict' => 'accepted'], null);
        equal(count(Entente\SiteArchive::ask(['ask' => 'deals'])['deals']), 1, "archive of site $blog");
        $paths[] = Entente\SiteArchive::path();
        restore_current_blog();
    }
    true($paths[0] !== $paths[1], 'two files');
});

test('a deleted site takes its table along', function () use ($text) {
    global $wpdb;
    $third = wp_insert_site(['domain' => '127.0.0.1', 'path' => '/third/', 'title' => '셋째', 'user_id' => 1]);
    switch_to_blog($third);
    Entente\Install::ensure();
    $table = Entente\Store::table();
    restore_current_blog();
    equal($wpdb->get_var("SELECT COUNT(*) FROM $table"), '0');
    wp_delete_site($third);
    $wpdb->suppress_errors();
    equal($wpdb->get_var("SELECT COUNT(*) FROM $table"), null);
    $wpdb->suppress_errors(false);
});

test('uninstalling leaves nothing in any site', function () use (&$second) {
    global $wpdb;
    deactivate_plugins('entente/entente.php', false, true);
    if (!defined('WP_UNINSTALL_PLUGIN')) {
        define('WP_UNINSTALL_PLUGIN', 'entente/entente.php');
    }
    require WP_PLUGIN_DIR . '/entente/uninstall.php';
    $wpdb->suppress_errors();
    foreach ([1, $second] as $blog) {
        switch_to_blog($blog);
        equal($wpdb->get_col("SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%entente%' AND option_name <> 'cron'"), [], "options of site $blog");
        equal($wpdb->get_col("SELECT meta_key FROM {$wpdb->postmeta} WHERE meta_key LIKE '%entente%'"), [], "meta of site $blog");
        equal($wpdb->get_var('SELECT COUNT(*) FROM ' . Entente\Store::table()), null, "table of site $blog");
        restore_current_blog();
    }
    $left = [];
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator(WP_CONTENT_DIR . '/uploads', FilesystemIterator::SKIP_DOTS)) as $file) {
        if (str_contains($file->getFilename(), 'entente')) {
            $left[] = $file->getFilename();
        }
    }
    equal($left, []);
});

run_tests();
