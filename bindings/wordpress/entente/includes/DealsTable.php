<?php
namespace Entente;

require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';

/** The list of the desk's screen. */
final class DealsTable extends \WP_List_Table
{
    private const ON_A_PAGE = 25;

    public function __construct(private readonly array $filter)
    {
        parent::__construct(['singular' => 'deal', 'plural' => 'deals', 'ajax' => false, 'screen' => 'toplevel_page_' . Desk::PAGE]);
    }

    public function get_columns(): array
    {
        return [
            'deal' => __('Deal', 'entente'),
            'parties' => __('Parties', 'entente'),
            'sum' => __('Sum', 'entente'),
            'date' => __('Date', 'entente'),
            'post' => __('Article', 'entente'),
            'confidence' => __('Confidence', 'entente'),
            'verdict' => __('Decision', 'entente'),
        ];
    }

    protected function get_sortable_columns(): array
    {
        return ['deal' => ['kind', false], 'sum' => ['value', true], 'date' => ['day', true], 'post' => ['post', true], 'confidence' => ['confidence', true]];
    }

    public function prepare_items(): void
    {
        $order = sanitize_key($_GET['orderby'] ?? 'day');
        $found = Store::search($this->filter, $order, ($_GET['order'] ?? 'desc') !== 'asc', self::ON_A_PAGE, ($this->get_pagenum() - 1) * self::ON_A_PAGE);
        $this->items = $found['rows'];
        $this->_column_headers = [$this->get_columns(), [], $this->get_sortable_columns(), 'deal'];
        $this->set_pagination_args(['total_items' => $found['total'], 'per_page' => self::ON_A_PAGE]);
    }

    public function no_items(): void
    {
        esc_html_e('No deals found.', 'entente');
    }

    public function single_row($item): void
    {
        printf('<tr data-key="%s" data-post="%d" data-verdict="%s">', esc_attr($item->key), $item->post, esc_attr($item->verdict));
        $this->single_row_columns($item);
        echo '</tr>';
    }

    protected function column_deal(Row $row): string
    {
        $card = $row->effective();
        $words = $card['evidence'][0]['text'] ?? '';
        return '<strong>' . esc_html(Render::headline($card)) . '</strong><br><q>' . esc_html(mb_strlen($words) > 160 ? mb_substr($words, 0, 160) . '…' : $words) . '</q>';
    }

    protected function column_parties(Row $row): string
    {
        return esc_html(Render::parties($row->effective()));
    }

    protected function column_sum(Row $row): string
    {
        return esc_html(Render::sum($row->effective()));
    }

    protected function column_date(Row $row): string
    {
        return esc_html(Render::day($row->effective()));
    }

    protected function column_post(Row $row): string
    {
        $title = Article::plain(get_the_title($row->post)) ?: '#' . $row->post;
        $link = get_edit_post_link($row->post);
        return $link ? sprintf('<a href="%s">%s</a>', esc_url($link), esc_html($title)) : esc_html($title);
    }

    protected function column_confidence(Row $row): string
    {
        return esc_html(number_format_i18n(100 * $row->card['confidence'])) . ' %';
    }

    protected function column_verdict(Row $row): string
    {
        $html = '<span class="entente-verdict">' . esc_html(Words::verdicts()[$row->verdict]) . '</span>';
        if (!Access::post($row->post)) {
            return $html;
        }
        foreach (['accepted' => __('Accept', 'entente'), 'rejected' => __('Reject', 'entente')] as $verdict => $label) {
            $html .= sprintf(' <button type="button" class="button button-small" data-decide="%s" aria-pressed="%s" aria-label="%s">%s</button>', $verdict, $row->verdict === $verdict ? 'true' : 'false',
                esc_attr($label . ': ' . Render::parties($row->effective())), esc_html($label));
        }
        return $html;
    }
}
