<?php
namespace Entente;

/** Makes what a site needs when it is first used, so that new sites of a network need no activation, and takes all of it away again. */
final class Install
{
    private const SCHEMA = '1';
    private const DONE = 'entente_schema';

    public static function hooks(): void
    {
        add_action('init', [self::class, 'ensure'], 1);
        register_deactivation_hook(FILE, [self::class, 'deactivate']);
        add_filter('wpmu_drop_tables', static fn(array $tables) => [...$tables, Store::table()]);
    }

    public static function ensure(): void
    {
        load_plugin_textdomain('entente', false, dirname(plugin_basename(FILE)) . '/languages');
        if (get_option(self::DONE) !== self::SCHEMA) {
            self::makeTable();
        }
    }

    public static function makeTable(): void
    {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        dbDelta(Store::schema());
        update_option(self::DONE, self::SCHEMA);
        if (!wp_next_scheduled('entente_hourly')) {
            wp_schedule_event(time() + HOUR_IN_SECONDS, 'hourly', 'entente_hourly');
        }
    }

    /** Nothing is deleted; only the clockwork stops. */
    public static function deactivate(): void
    {
        foreach (self::sites() as $site) {
            self::on($site, static function (): void {
                self::stopClock();
                delete_option(self::DONE);  // the clockwork starts again with the next activation
            });
        }
    }

    public static function uninstall(): void
    {
        foreach (self::sites() as $site) {
            self::on($site, static function (): void {
                global $wpdb;
                SiteArchive::remove();
                $wpdb->query('DROP TABLE IF EXISTS ' . Store::table());
                foreach ([Settings::OPTION, self::DONE, 'entente_archive', Batch::OPTION, Batch::LOCK] as $option) {
                    delete_option($option);
                }
                delete_post_meta_by_key(Store::STATE);
                delete_post_meta_by_key('_entente_unsynced');
                self::stopClock();
            });
        }
    }

    private static function stopClock(): void
    {
        foreach (['entente_hourly', 'entente_daily', 'entente_continue'] as $hook) {
            wp_clear_scheduled_hook($hook);
        }
    }

    /** @return list<int> 0 for a site that is no network */
    private static function sites(): array
    {
        return is_multisite() ? array_map('intval', get_sites(['fields' => 'ids', 'number' => 0])) : [0];
    }

    private static function on(int $site, callable $work): void
    {
        if ($site === 0) {
            $work();
            return;
        }
        switch_to_blog($site);
        $work();
        restore_current_blog();
    }
}
