<?php
/* Plugin Name: Guard of the tests: what wants to leave the machine is written down and refused */
add_filter('pre_http_request', static function ($answer, $arguments, $address) {
    if (in_array(wp_parse_url($address, PHP_URL_HOST), ['127.0.0.1', 'localhost'], true)) {
        return $answer;
    }
    $who = str_contains(print_r(array_column(debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS), 'file'), true), '/plugins/entente/') ? 'entente' : 'wordpress';
    file_put_contents(getenv('WP_TEST_OUTBOUND_LOG'), "$who $address\n", FILE_APPEND);
    return new WP_Error('blocked', 'requests to other hosts are off in tests');
}, 1, 3);
add_filter('pre_option_show_avatars', '__return_zero');  // gravatar.com
add_filter('emoji_svg_url', '__return_false');           // s.w.org
add_action('init', static function () {
    remove_action('wp_head', 'print_emoji_detection_script', 7);
    foreach (['_maybe_update_core', '_maybe_update_plugins', '_maybe_update_themes'] as $update) {
        remove_action('admin_init', $update);
    }
});
add_action('admin_init', static fn() => remove_action('admin_print_scripts', 'print_emoji_detection_script'));
add_filter('wp_resource_hints', '__return_empty_array', 99);
add_filter('pre_wp_mail', '__return_false');
