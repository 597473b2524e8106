<?php
namespace Entente;

/** What accepted deals come to, in one currency, each event once however many posts tell it: asked of the site's archive. */
final class Totals
{
    /** The same filter in the words of query.schema.json. */
    public static function question(array $filter): array
    {
        return array_filter([
            'text' => $filter['search'] ?? null,
            'kinds' => $filter['kind'] ?? null,
            'statuses' => $filter['status'] ?? null,
            'from' => $filter['from'] ?? null,
            'to' => isset($filter['to']) ? self::lastDay($filter['to']) : null,
            'value_min' => isset($filter['min']) ? (string) $filter['min'] : null,
            'value_max' => isset($filter['max']) ? (string) $filter['max'] : null,
        ], static fn($value) => $value !== null);
    }

    private static function lastDay(string $day): string
    {
        [$year, $month, $in] = array_map('intval', explode('-', $day));
        return sprintf('%04d-%02d-%02d', $year, $month, min($in, (int) gmdate('t', gmmktime(0, 0, 0, $month, 1, $year))));
    }

    /** @return ?array{currency: string, totals: list<array>, total: array, left_out: list<array>} null without an archive. Errors: EngineError */
    public static function of(array $filter, string $currency, string $by): ?array
    {
        if (($filter['verdict'] ?? 'accepted') !== 'accepted') {
            return null;  // only what was accepted is added up
        }
        $where = self::question($filter);
        if (isset($where['text'])) {
            // the archive's words are those of the evidence; the screen's are those of names, subjects and sums too
            $found = Store::search(['verdict' => 'accepted', 'published' => true] + $filter, 'day', true, 5000);
            $where = ['articles' => array_values(array_unique(array_map(static fn(Row $row) => 'post-' . $row->post, $found['rows'])))] + array_diff_key($where, ['text' => 1]);
            if ($where['articles'] === []) {
                return null;
            }
        }
        return SiteArchive::ask(['ask' => 'totals', 'by' => $by, 'currency' => $currency, 'deals_listed' => 0, 'where' => (object) $where]);
    }
}
