<?php
// For php -S: files as they are, folders by their index.php, the rest by WordPress; names with a dot first are refused as web servers do.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (preg_match('#/\.|/wp-config#', $path)) {
    http_response_code(403);
    return true;
}
if ($path !== '/' && is_file($root . $path)) {
    return false;
}
if (is_dir($root . $path) && is_file(rtrim($root . $path, '/') . '/index.php')) {
    if (!str_ends_with($path, '/')) {
        header("Location: $path/");
        return true;
    }
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $path . 'index.php';
    chdir($root . $path);
    require $root . $path . 'index.php';
    return true;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $root . '/index.php';
