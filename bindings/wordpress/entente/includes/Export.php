<?php
namespace Entente;

/** Accepted deals for the data desk, as CSV that Excel opens with Korean intact, or as JSON. */
final class Export
{
    private const COLUMNS = ['post', 'title', 'link', 'published', 'kind', 'form', 'status', 'parties', 'amount', 'low', 'high', 'currency', 'normalized_currency', 'normalized_low',
        'normalized_high', 'rate', 'rate_date', 'date_from', 'date_to', 'stake_percent', 'term_months', 'subject', 'confidence', 'edited', 'reviewer', 'decided', 'evidence'];

    public static function hooks(): void
    {
        add_action('admin_post_entente_export', [self::class, 'send']);
    }

    public static function send(): void
    {
        if (!Access::desk()) {
            wp_die(esc_html__('You may not do this.', 'entente'), '', ['response' => 403]);
        }
        check_admin_referer('entente_export');
        $json = ($_GET['format'] ?? '') === 'json';
        nocache_headers();
        header('Content-Type: ' . ($json ? 'application/json' : 'text/csv') . '; charset=utf-8');
        header('Content-Disposition: attachment; filename="deals-' . wp_date('Y-m-d') . ($json ? '.json"' : '.csv"'));
        $out = fopen('php://output', 'wb');
        $json ? self::json($out, Desk::filter()) : self::csv($out, Desk::filter());
        exit;
    }

    /** @return iterable<Row> all that are accepted, page by page */
    private static function rows(array $filter): iterable
    {
        for ($offset = 0; ; $offset += 200) {
            $rows = Store::search(['verdict' => 'accepted'] + $filter, 'post', false, 200, $offset)['rows'];
            yield from $rows;
            if (count($rows) < 200) {
                return;
            }
        }
    }

    /** @param resource $out */
    public static function csv($out, array $filter): void
    {
        fwrite($out, "\u{FEFF}");
        fputcsv($out, self::COLUMNS, escape: '');
        foreach (self::rows($filter) as $row) {
            fputcsv($out, array_map([self::class, 'cell'], self::line($row)), escape: '');
        }
    }

    /** A spreadsheet would run what begins like a formula. */
    private static function cell(mixed $value): string
    {
        $text = (string) $value;
        return preg_match('/^[=+\-@\t\r]/', $text) && !is_numeric($text) ? "'" . $text : $text;
    }

    /** @param resource $out */
    public static function json($out, array $filter): void
    {
        fwrite($out, '[');
        $first = true;
        foreach (self::rows($filter) as $row) {
            $post = get_post($row->post);
            fwrite($out, ($first ? "\n" : ",\n") . Json::write(['post' => $row->post, 'title' => Article::plain($post->post_title), 'link' => get_permalink($post), 'published' => substr($post->post_date, 0, 10),
                'edited' => $row->edits !== null, 'decided' => $row->decided] + $row->effective()));
            $first = false;
        }
        fwrite($out, "\n]\n");
    }

    private static function line(Row $row): array
    {
        $card = $row->effective();
        $post = get_post($row->post);
        $amount = $card['amount'] ?? [];
        $normalized = $amount['normalized'] ?? [];
        $user = get_userdata($row->reviewer);
        return [$row->post, Article::plain($post->post_title), get_permalink($post), substr($post->post_date, 0, 10), $card['kind'], $card['form'], $card['status'],
            implode('; ', array_map(static fn(array $party) => "$party[name] ($party[role])", $card['parties'])),
            $amount['text'] ?? '', $amount['low'] ?? '', $amount['high'] ?? '', $amount['currency'] ?? '', $normalized['currency'] ?? '', $normalized['low'] ?? '', $normalized['high'] ?? '',
            $normalized['rate'] ?? '', $normalized['rate_date'] ?? '', $card['date']['from'] ?? '', $card['date']['to'] ?? '', $card['stake_percent'] ?? '', $card['term_months'] ?? '',
            $card['subject'] ?? '', $card['confidence'], $row->edits !== null ? '1' : '0', $user ? $user->user_login : '', $row->decided, implode(' | ', array_column($card['evidence'], 'text'))];
    }
}
