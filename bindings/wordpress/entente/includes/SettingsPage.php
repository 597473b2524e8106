<?php
namespace Entente;

/** Settings, Entente: how it is reached, what is read and by whom, and the backlog. */
final class SettingsPage
{
    public const PAGE = 'entente';

    public static function hooks(): void
    {
        add_action('admin_menu', static fn() => add_options_page('Entente', 'Entente', 'manage_options', self::PAGE, [self::class, 'show']));
        add_action('init', static fn() => register_setting('entente', Settings::OPTION, ['type' => 'object', 'default' => Settings::defaults(), 'sanitize_callback' => [Settings::class, 'sanitize']]));
        add_filter('plugin_action_links_' . plugin_basename(FILE), static fn(array $links) => [
            '<a href="' . esc_url(admin_url('options-general.php?page=' . self::PAGE)) . '">' . esc_html__('Settings', 'entente') . '</a>', ...$links]);
        add_action('admin_enqueue_scripts', static function (string $screen): void {
            if ($screen === 'settings_page_' . self::PAGE) {
                wp_enqueue_style('entente-desk', plugins_url('assets/desk.css', FILE), [], VERSION);
                wp_enqueue_script('entente-batch', plugins_url('assets/batch.js', FILE), ['wp-api-fetch', 'wp-i18n', 'wp-a11y'], VERSION, true);
                wp_set_script_translations('entente-batch', 'entente', dirname(FILE) . '/languages');
            }
        });
        add_action('admin_post_entente_rebuild', [self::class, 'rebuild']);
    }

    public static function show(): void
    {
        if (!Access::admin()) {
            return;
        }
        echo '<div class="wrap"><h1>Entente</h1>';
        settings_errors('entente');
        if (isset($_GET['rebuilt'])) {
            /* translators: %d: number of posts */
            printf('<div class="notice notice-success"><p>%s</p></div>', esc_html(sprintf(__('The archive was made anew from %d posts.', 'entente'), (int) $_GET['rebuilt'])));
        }
        self::health();
        self::form();
        self::backlog();
        echo '</div>';
    }

    private static function health(): void
    {
        $report = Health::report();
        echo '<h2>' . esc_html__('Health', 'entente') . '</h2><table class="widefat striped entente-health" data-ok="' . ($report['ok'] ? 'yes' : 'no') . '" data-way="' . esc_attr($report['way'] ?? 'none') . '"><tbody>';
        foreach (Health::lines($report) as $key => [$name, $value]) {
            printf('<tr data-line="%s"><th scope="row">%s</th><td>%s</td></tr>', esc_attr($key), esc_html($name), esc_html($value));
        }
        echo '</tbody></table>';
    }

    private static function form(): void
    {
        $now = Settings::all();
        $name = static fn(string $field) => Settings::OPTION . "[$field]";
        $boxes = static function (string $field, array $labels) use ($now, $name): string {
            $html = '<fieldset>';
            foreach ($labels as $value => $label) {
                $html .= sprintf('<label><input type="checkbox" name="%s[]" value="%s"%s> %s</label><br>', esc_attr($name($field)), esc_attr($value), checked(in_array($value, $now[$field], true), true, false), esc_html($label));
            }
            return $html . '</fieldset>';
        };
        $box = static fn(string $field, string $label) => sprintf('<label><input type="checkbox" name="%s" value="1"%s> %s</label>', esc_attr($name($field)), checked($now[$field], true, false), esc_html($label));
        $choice = static function (string $field, array $labels) use ($now, $name): string {
            $html = sprintf('<select name="%s" id="entente-%s">', esc_attr($name($field)), esc_attr($field));
            foreach ($labels as $value => $label) {
                $html .= sprintf('<option value="%s"%s>%s</option>', esc_attr($value), selected($now[$field], $value, false), esc_html($label));
            }
            return $html . '</select>';
        };
        $number = static fn(string $field, string $limits) => sprintf('<input type="number" name="%s" id="entente-%s" value="%s" %s class="small-text">', esc_attr($name($field)), esc_attr($field), esc_attr((string) $now[$field]), $limits);
        $row = static fn(string $label, string $html, string $for = '') => printf('<tr><th scope="row">%s</th><td>%s</td></tr>', $for ? '<label for="entente-' . esc_attr($for) . '">' . esc_html($label) . '</label>' : esc_html($label), $html);

        echo '<h2>' . esc_html__('Settings', 'entente') . '</h2><form action="options.php" method="post">';
        settings_fields('entente');
        echo '<table class="form-table" role="presentation"><tbody>';
        $row(__('Post types', 'entente'), $boxes('post_types', array_map(static fn($type) => $type->label, get_post_types(['public' => true], 'objects'))));
        $row(__('When', 'entente'), $box('on_save', __('Analyse each post when it is saved', 'entente')) . '<br>' . $box('typing', __('Analyse the text while it is written', 'entente')));
        $row(__('Pause in writing before that, in seconds', 'entente'), $number('pause', 'min="1" max="30"'), 'pause');
        $row(__('Kinds of deals', 'entente'), $boxes('kinds', Words::kinds()));
        $row(__('Confidence from which a suggestion stands in the first list (0 to 1)', 'entente'), $number('threshold', 'min="0" max="1" step="0.05"'), 'threshold');
        $row(__('Roles that may see and decide', 'entente'), $boxes('roles', array_map('translate_user_role', wp_roles()->get_names())));
        $row(__('Currency that sums are converted to', 'entente'), $choice('currency', array_combine(Settings::CURRENCIES, Settings::CURRENCIES)), 'currency');
        $row(__('Language of the articles', 'entente'), $choice('language', ['' => __('found in each text', 'entente'), 'ko' => __('Korean', 'entente'), 'en' => __('English', 'entente')]), 'language');
        $row(__('On the page', 'entente'), $box('markup', __('Accepted deals also as data for search engines (schema.org)', 'entente')));
        $row(__('Read posts that nobody opens', 'entente'), $choice('schedule', ['off' => __('no', 'entente'), 'hourly' => __('every hour', 'entente'), 'daily' => __('every day', 'entente')]), 'schedule');
        echo '</tbody></table>';
        submit_button();
        echo '</form>';
    }

    private static function backlog(): void
    {
        echo '<h2>' . esc_html__('All posts', 'entente') . '</h2><p>' . esc_html__('Reads all posts of the chosen types and keeps what it finds as suggestions. Nothing is published without your acceptance. You may pause, close this page, and go on later.', 'entente') . '</p>';
        printf(
            '<div id="entente-batch"><button type="button" class="button" data-act="start">%s</button> <button type="button" class="button" data-act="pause" disabled>%s</button> <button type="button" class="button" data-act="resume" disabled>%s</button> <label><input type="checkbox" id="entente-force"> %s</label><p><progress max="1" value="0" aria-label="%s"></progress> <span role="status" class="entente-batch-status"></span></p></div>',
            esc_html__('Analyse all posts', 'entente'), esc_html__('Pause', 'entente'), esc_html__('Go on', 'entente'), esc_html__('Also posts that were read before', 'entente'), esc_attr__('Progress', 'entente')
        );
        printf('<form action="%s" method="post"><input type="hidden" name="action" value="entente_rebuild">', esc_url(admin_url('admin-post.php')));
        wp_nonce_field('entente_rebuild');
        submit_button(__('Make the archive anew', 'entente'), 'secondary', 'submit', false);
        echo '</form>';
    }

    public static function rebuild(): void
    {
        if (!Access::admin()) {
            wp_die(esc_html__('You may not do this.', 'entente'), '', ['response' => 403]);
        }
        check_admin_referer('entente_rebuild');
        try {
            $count = SiteArchive::rebuild();
        } catch (EngineError $problem) {
            wp_die(esc_html($problem->getMessage()), '', ['response' => 503, 'back_link' => true]);
        }
        wp_safe_redirect(admin_url('options-general.php?page=' . self::PAGE . '&rebuilt=' . $count));
        exit;
    }
}
