<?php
// Called by WordPress when the plugin is deleted: nothing of it stays behind.
if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}
require_once __DIR__ . '/entente.php';
Entente\Install::uninstall();
