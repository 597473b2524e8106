<?php
// Loads the WordPress of argv[1] in a program of the command line.
$address = parse_url(getenv('WP_TEST_URL'));
$_SERVER['HTTP_HOST'] = getenv('WP_TEST_NETWORK') ? $address['host'] : $address['host'] . ':' . $address['port'];
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_NAME'] = $address['host'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
