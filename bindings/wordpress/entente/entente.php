<?php
/**
 * Plugin Name:       Entente
 * Description:       Reads the deals in business news while they are written: who agreed what with whom, for how much, with the words that say so. On this server, without a remote service.
 * Version:           0.0.0
 * Requires at least: 6.1
 * Requires PHP:      8.1
 * Author:            The Entente authors
 * License:           MIT
 * Text Domain:       entente
 * Domain Path:       /languages
 */

namespace Entente;

if (!defined('ABSPATH')) {
    exit;
}

const VERSION = '0.0.0';
const FILE = __FILE__;

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, __NAMESPACE__ . '\\')) {
        $path = __DIR__ . '/includes/' . substr($class, strlen(__NAMESPACE__) + 1) . '.php';
        if (is_file($path)) {
            require $path;
        }
    }
});

foreach ([Install::class, Analysis::class, SiteArchive::class, Rest::class, RestPosts::class, RestDesk::class, SettingsPage::class, Health::class, Editor::class, Front::class, Desk::class, Export::class, Batch::class] as $part) {
    $part::hooks();
}
if (defined('WP_CLI') && WP_CLI) {
    \WP_CLI::add_command('entente', Cli::class);
}
