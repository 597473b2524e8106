<?php
namespace Entente;

/** The screen of the desk: all deals of the site with search, filters, decisions, totals of what was accepted, and exports. */
final class Desk
{
    public const PAGE = 'entente-deals';

    public static function hooks(): void
    {
        add_action('admin_menu', static function (): void {
            if (Access::desk()) {
                add_menu_page(__('Deals', 'entente'), __('Deals', 'entente'), 'edit_others_posts', self::PAGE, [self::class, 'show'], 'dashicons-networking', 26);
            }
        });
        add_action('admin_enqueue_scripts', static function (string $screen): void {
            if ($screen === 'toplevel_page_' . self::PAGE) {
                wp_enqueue_style('entente-desk', plugins_url('assets/desk.css', FILE), [], VERSION);
                wp_enqueue_script('entente-desk', plugins_url('assets/desk.js', FILE), ['wp-api-fetch', 'wp-i18n', 'wp-a11y'], VERSION, true);
                wp_set_script_translations('entente-desk', 'entente', dirname(FILE) . '/languages');
            }
        });
    }

    /** The filters of the screen's address; what is not valid does not restrict. */
    public static function filter(): array
    {
        $sent = [];
        foreach (RestDesk::filters() as $name => $schema) {
            $value = isset($_GET[$name]) && is_string($_GET[$name]) ? trim(wp_unslash($_GET[$name])) : '';
            if ($value !== '' && rest_validate_value_from_schema($value, $schema, $name) === true) {
                $sent[$name] = $value;
            }
        }
        return RestDesk::taken($sent);
    }

    public static function currency(): string
    {
        $sent = (string) ($_GET['currency'] ?? '');
        return in_array($sent, Settings::CURRENCIES, true) ? $sent : Settings::get('currency');
    }

    public static function show(): void
    {
        if (!Access::desk()) {
            wp_die(esc_html__('You may not do this.', 'entente'), '', ['response' => 403]);
        }
        echo '<div class="wrap"><h1>' . esc_html__('Deals', 'entente') . '</h1>';
        self::form();
        try {
            self::totals();
            $table = new DealsTable(self::filter());
            $table->prepare_items();
            $table->display();
        } catch (EngineError $problem) {
            printf('<div class="notice notice-error"><p>%s</p></div>', esc_html($problem->getMessage()));
        }
        echo '<p role="status" class="screen-reader-text entente-desk-status"></p></div>';
    }

    private static function form(): void
    {
        $sent = static fn(string $name) => isset($_GET[$name]) && is_string($_GET[$name]) ? wp_unslash($_GET[$name]) : '';
        $choice = static function (string $name, string $label, array $labels) use ($sent): void {
            printf('<label>%s <select name="%s">', esc_html($label), esc_attr($name));
            foreach ($labels as $value => $text) {
                printf('<option value="%s"%s>%s</option>', esc_attr($value), selected($sent($name), $value, false), esc_html($text));
            }
            echo '</select></label> ';
        };
        $field = static fn(string $name, string $label, string $type, string $more = '') => printf('<label>%s <input type="%s" name="%s" value="%s" %s></label> ', esc_html($label), $type, esc_attr($name), esc_attr($sent($name)), $more);
        $any = ['' => __('all', 'entente')];
        printf('<form method="get" class="entente-filters" role="search"><input type="hidden" name="page" value="%s">', esc_attr(self::PAGE));
        $field('search', __('Search', 'entente'), 'search');
        $choice('verdict', __('Decision', 'entente'), $any + Words::verdicts());
        $choice('kind', __('Kind', 'entente'), $any + Words::kinds());
        $choice('status', __('Status', 'entente'), $any + Words::statuses());
        $field('from', __('From', 'entente'), 'text', 'size="10" placeholder="2024-01-01" pattern="\d{4}(-\d{2}(-\d{2})?)?"');
        $field('to', __('To', 'entente'), 'text', 'size="10" placeholder="2024-12" pattern="\d{4}(-\d{2}(-\d{2})?)?"');
        /* translators: %s: code of a currency */
        $field('min', sprintf(__('At least, in %s', 'entente'), Settings::get('currency')), 'number', 'min="0" step="any"');
        $choice('currency', __('Totals in', 'entente'), array_combine(Settings::CURRENCIES, Settings::CURRENCIES));
        submit_button(__('Show', 'entente'), 'primary', '', false);
        echo '</form>';
        $address = static fn(string $format) => wp_nonce_url(add_query_arg(self::filter() + ['action' => 'entente_export', 'format' => $format], admin_url('admin-post.php')), 'entente_export');
        printf('<p>%s <a class="button entente-csv" href="%s">CSV</a> <a class="button entente-json" href="%s">JSON</a></p>',
            esc_html__('Export of accepted deals with these filters:', 'entente'), esc_url($address('csv')), esc_url($address('json')));
    }

    private static function totals(): void
    {
        $currency = self::currency();
        try {
            $answer = Totals::of(self::filter(), $currency, 'year');
        } catch (EngineError $problem) {
            printf('<p class="entente-totals">%s</p>', esc_html($problem->getMessage()));
            return;
        }
        if ($answer === null) {
            return;
        }
        $sum = static function (array $row) use ($currency): string {
            $low = number_format_i18n((float) $row['low']);
            $high = number_format_i18n((float) $row['high']);
            return $currency . ' ' . ($low === $high ? $high : "$low–$high");
        };
        echo '<div class="entente-totals"><h2>' . esc_html__('Accepted and published', 'entente') . '</h2><table class="widefat striped"><thead><tr>';
        foreach ([__('Year', 'entente'), __('Deals', 'entente'), __('Sum', 'entente')] as $head) {
            echo '<th scope="col">' . esc_html($head) . '</th>';
        }
        echo '</tr></thead><tbody>';
        foreach ($answer['totals'] as $row) {
            printf('<tr><td>%s</td><td>%d</td><td>%s</td></tr>', esc_html($row['group'][0] ?? '–'), (int) $row['counted'], esc_html($sum($row)));
        }
        printf('</tbody><tfoot><tr><th scope="row">%s</th><td>%d</td><td data-currency="%s" data-high="%s">%s</td></tr></tfoot></table>', esc_html__('Together, each deal once', 'entente'),
            (int) $answer['total']['counted'], esc_attr($currency), esc_attr($answer['total']['high']), esc_html($sum($answer['total'])));
        $reasons = array_map(static fn(array $one) => (Words::reasons()[$one['reason']] ?? $one['reason']) . ' ' . $one['count'], $answer['left_out'] ?? []);
        if ($reasons !== []) {
            /* translators: %s: reasons with numbers */
            echo '<p>' . esc_html(sprintf(__('Not added up: %s', 'entente'), implode(', ', $reasons))) . '</p>';
        }
        echo '</div>';
    }
}
