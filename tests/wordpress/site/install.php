<?php
// install.php SITE: tables, one user for each role, the plugin active.
define('WP_INSTALLING', true);
require __DIR__ . '/load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) {
    wp_install('시험 편집국', 'admin', 'admin@example.invalid', true, '', 'admin-pass');
}
foreach (['editor', 'author', 'contributor', 'subscriber'] as $role) {
    if (!username_exists($role)) {
        (new WP_User(wp_create_user($role, "$role-pass", "$role@example.invalid")))->set_role($role);
    }
}
update_option('timezone_string', 'Asia/Seoul');
update_option('permalink_structure', '');
update_option('WPLANG', '');
foreach (get_users() as $user) {  // the welcome guide loads a picture from another host
    update_user_meta($user->ID, $GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences', ['core/edit-post' => ['welcomeGuide' => false, 'fullscreenMode' => false], '_modified' => gmdate('c')]);
}
$result = activate_plugin('entente/entente.php');
if (is_wp_error($result)) {
    fwrite(STDERR, $result->get_error_message() . "\n");
    exit(1);
}
