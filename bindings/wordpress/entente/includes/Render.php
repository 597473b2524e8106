<?php
namespace Entente;

/** Deals as HTML for readers: a table, a timeline, a network. Every text is escaped here. */
final class Render
{
    public static function headline(array $card): string
    {
        return Words::kinds()[$card['kind']] . ', ' . Words::statuses()[$card['status']];
    }

    public static function parties(array $card): string
    {
        return implode(', ', array_map(static fn(array $party) => $party['name'] . ' (' . Words::roles()[$party['role']] . ')', $card['parties']));
    }

    /** "120억원 (USD 8,800,000)": as the text says it, and what that is. */
    public static function sum(array $card): string
    {
        if (($card['amount'] ?? null) === null) {
            return '';
        }
        $normalized = $card['amount']['normalized'] ?? null;
        if ($normalized === null || $normalized['currency'] === $card['amount']['currency']) {
            return $card['amount']['text'];
        }
        $low = number_format_i18n((float) $normalized['low']);
        $high = number_format_i18n((float) $normalized['high']);
        return sprintf('%s (%s %s)', $card['amount']['text'], $normalized['currency'], $low === $high ? $high : "$low–$high");
    }

    public static function day(array $card): string
    {
        $date = $card['date'] ?? null;
        if ($date === null || ($date['from'] ?? null) === null) {
            return '';
        }
        return match ($date['precision']) {
            'year', 'half', 'quarter', 'range' => substr($date['from'], 0, 4) . ($date['to'] && substr($date['to'], 0, 4) !== substr($date['from'], 0, 4) ? '–' . substr($date['to'], 0, 4) : ''),
            'month' => substr($date['from'], 0, 7),
            default => wp_date((string) get_option('date_format'), strtotime($date['from'] . ' 12:00 UTC'), new \DateTimeZone('UTC')) ?: $date['from'],
        };
    }

    private static function evidence(array $card): string
    {
        return implode('', array_map(static fn(array $words) => '<q>' . esc_html($words['text']) . '</q>', array_slice($card['evidence'], 0, 1)));
    }

    /** @param list<Row> $rows */
    public static function table(array $rows, bool $withPost): string
    {
        $html = '<div class="entente-scroll" role="region" tabindex="0" aria-label="' . esc_attr__('Deals', 'entente') . '"><table><thead><tr>';
        $heads = [__('Deal', 'entente'), __('Parties', 'entente'), __('Sum', 'entente'), __('Date', 'entente')];
        foreach ($withPost ? [...$heads, __('Article', 'entente')] : $heads as $head) {
            $html .= '<th scope="col">' . esc_html($head) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $row) {
            $card = $row->effective();
            $html .= sprintf('<tr data-kind="%s" data-status="%s"><td>%s%s</td><td>%s</td><td>%s</td><td>%s</td>', esc_attr($card['kind']), esc_attr($card['status']),
                esc_html(self::headline($card)), self::evidence($card), esc_html(self::parties($card)), esc_html(self::sum($card)), esc_html(self::day($card)));
            $html .= ($withPost ? '<td>' . self::link($row) . '</td>' : '') . '</tr>';
        }
        return $html . '</tbody></table></div>';
    }

    /** @param list<Row> $rows */
    public static function timeline(array $rows, bool $withPost): string
    {
        usort($rows, static fn(Row $a, Row $b) => [$a->effective()['date']['from'] ?? '9999', $a->id] <=> [$b->effective()['date']['from'] ?? '9999', $b->id]);
        $html = '<ol class="entente-timeline">';
        foreach ($rows as $row) {
            $card = $row->effective();
            $sum = self::sum($card);
            $html .= sprintf('<li data-kind="%s" data-status="%s"><time%s>%s</time> <strong>%s</strong> %s%s %s</li>', esc_attr($card['kind']), esc_attr($card['status']),
                ($card['date']['from'] ?? null) ? ' datetime="' . esc_attr($card['date']['from']) . '"' : '', esc_html(self::day($card) ?: __('no date', 'entente')),
                esc_html(self::headline($card)), esc_html(self::parties($card)), $sum === '' ? '' : ', ' . esc_html($sum), $withPost ? self::link($row) : '');
        }
        return $html . '</ol>';
    }

    /** Parties on a circle, deals as lines between them; the same as a list for those who do not see it. @param list<Row> $rows */
    public static function network(array $rows): string
    {
        $names = [];
        $edges = [];
        foreach ($rows as $row) {
            $card = $row->effective();
            $own = Reading::names($card);
            $names = array_merge($names, array_diff($own, $names));
            foreach ($own as $i => $a) {
                foreach (array_slice($own, $i + 1) as $b) {
                    $edges[] = [$a, $b, $card];
                }
            }
        }
        $names = array_slice($names, 0, 40);  // more would be a ball of wool
        $count = max(1, count($names));
        $radius = min(160, 30 + 22 * $count);
        $middle = $radius + 40;
        $at = [];
        foreach ($names as $i => $name) {
            $turn = 2 * M_PI * $i / $count - M_PI / 2;
            $at[$name] = [round(320 + 200 * cos($turn), 1), round($middle + $radius * sin($turn), 1)];
        }
        $lines = $points = $list = '';
        foreach ($edges as [$a, $b, $card]) {
            if (!isset($at[$a], $at[$b])) {
                continue;
            }
            $label = sprintf('%s – %s: %s', $a, $b, implode(', ', array_filter([self::headline($card), self::sum($card), self::day($card)])));
            $lines .= sprintf('<line x1="%s" y1="%s" x2="%s" y2="%s" data-kind="%s"><title>%s</title></line>', $at[$a][0], $at[$a][1], $at[$b][0], $at[$b][1], esc_attr($card['kind']), esc_html($label));
            $list .= '<li>' . esc_html($label) . '</li>';
        }
        foreach ($at as $name => [$x, $y]) {
            $side = $x > 340 ? 'start' : ($x < 300 ? 'end' : 'middle');
            $dx = ['start' => 12, 'end' => -12, 'middle' => 0][$side];
            $dy = $side !== 'middle' ? 5 : ($y < $middle ? -14 : 24);
            $points .= sprintf('<circle cx="%s" cy="%s" r="7"></circle><text x="%s" y="%s" text-anchor="%s">%s</text>', $x, $y, $x + $dx, $y + $dy, $side, esc_html((string) $name));
        }
        return sprintf('<div class="entente-network"><svg viewBox="0 0 640 %d" role="img" aria-label="%s">%s%s</svg><details><summary>%s</summary><ul>%s</ul></details></div>',
            2 * $middle, esc_attr__('Network of the parties', 'entente'), $lines, $points, esc_html__('As a list', 'entente'), $list);
    }

    private static function link(Row $row): string
    {
        return sprintf('<a href="%s">%s</a>', esc_url(get_permalink($row->post) ?: ''), esc_html(Article::plain(get_the_title($row->post)) ?: '#' . $row->post));
    }
}
