<?php
// act.php SITE WHAT [VALUE]: what the browser tests do behind the back of the plugin.
require __DIR__ . '/load.php';
[, , $what] = $argv;
$value = $argv[3] ?? '';
global $wpdb;
switch ($what) {
    case 'many':  // posts that nobody has read: straight into the table
        for ($i = 0; $i < (int) $value; ++$i) {
            $wpdb->insert($wpdb->posts, ['post_author' => 1, 'post_title' => "묵은 기사 $i", 'post_status' => 'publish', 'post_type' => 'post', 'post_name' => "old-$i", 'post_excerpt' => '', 'to_ping' => '', 'pinged' => '', 'post_content_filtered' => '',
                'post_content' => "<!-- wp:paragraph -->\n<p>한빛전자$i 이야기다. 가온전자는 새벽로보틱스에 " . (100 + $i) . "억원을 투자했다.</p>\n<!-- /wp:paragraph -->",
                'post_date' => '2024-03-04 09:00:00', 'post_date_gmt' => '2024-03-04 00:00:00', 'post_modified' => '2024-03-04 09:00:00', 'post_modified_gmt' => '2024-03-04 00:00:00']);
        }
        break;
    case 'korean':  // this user reads Korean; WordPress's own texts stay English, since their translation is no part of the tests
        wp_mkdir_p(WP_CONTENT_DIR . '/languages');
        copy(WP_PLUGIN_DIR . '/entente/languages/entente-ko_KR.mo', WP_CONTENT_DIR . '/languages/ko_KR.mo');
        update_user_meta(get_user_by('login', $value)->ID, 'locale', 'ko_KR');
        break;
    case 'lose-table':
        $wpdb->query('DROP TABLE ' . Entente\Store::table());
        break;
    case 'find-table':
        Entente\Install::makeTable();
        break;
    case 'uninstall':  // as WordPress does it when the plugin is deleted, then names what is left
        deactivate_plugins('entente/entente.php');
        uninstall_plugin('entente/entente.php');
        $left = [];
        foreach (["SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%entente%'", "SELECT meta_key FROM {$wpdb->postmeta} WHERE meta_key LIKE '%entente%'", "SELECT meta_key FROM {$wpdb->usermeta} WHERE meta_key LIKE '%entente%'"] as $sql) {
            $left = array_merge($left, $wpdb->get_col($sql));
        }
        $wpdb->suppress_errors();
        if ($wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}entente_deals") !== null) {
            $left[] = 'the table';
        }
        if (str_contains(serialize(get_option('cron')), 'entente')) {
            $left[] = 'the clock';
        }
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator(WP_CONTENT_DIR . '/uploads', FilesystemIterator::SKIP_DOTS)) as $file) {
            if (str_contains($file->getFilename(), 'entente')) {
                $left[] = $file->getFilename();
            }
        }
        echo json_encode($left);
        break;
    case 'health':
        $report = Entente\Health::report();
        echo $report['way'], $report['ok'] ? ' yes' : " no: $report[error]", "\n";
        break;
    default:
        fwrite(STDERR, "act.php does not know $what\n");
        exit(2);
}
