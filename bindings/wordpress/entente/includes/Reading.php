<?php
namespace Entente;

/**
 * What the engine read in one article, as cards: each deal alone, with its parties, sums and words beside it instead of indexes.
 * A card's key is made of what the deal is and who takes part, so that it stays when other words of the text change.
 */
final class Reading
{
    /** @param list<array> $cards @param list<array> $warnings */
    private function __construct(public readonly array $cards, public readonly array $warnings, public readonly ?string $language, public readonly array $extraction)
    {
    }

    /** Errors: EngineError. */
    public static function of(Article $article): self
    {
        $read = Engine::extract($article->input());
        $cards = [];
        $seen = [];
        foreach ($read['deals'] as $deal) {
            if (!in_array($deal['kind'], Settings::get('kinds'), true)) {
                continue;
            }
            $card = self::card($deal, $read, $article);
            $key = self::key($card);
            $seen[$key] = ($seen[$key] ?? 0) + 1;
            $cards[] = ['key' => $seen[$key] > 1 ? "$key-$seen[$key]" : $key] + $card;
        }
        $warnings = array_map(static fn(array $warning) => [
            'code' => $warning['code'],
            'message' => $warning['message'],
            'expected' => $warning['expected'],
            'evidence' => self::evidence($warning['spans'], $article),
        ], $read['warnings']);
        return new self($cards, $warnings, $read['language'], $read);
    }

    private static function card(array $deal, array $read, Article $article): array
    {
        $amount = static function (?int $index) use ($read): ?array {
            return $index === null ? null : array_intersect_key($read['amounts'][$index], array_flip(['text', 'low', 'high', 'currency', 'qualifiers', 'normalized', 'not_normalized']));
        };
        return [
            'kind' => $deal['kind'],
            'form' => $deal['form'],
            'status' => $deal['status'],
            'parties' => array_map(static fn(array $slot) => [
                'name' => $read['parties'][$slot['party']]['name'],
                'role' => $slot['role'],
                'kind' => $read['parties'][$slot['party']]['kind'],
            ], $deal['parties']),
            'amount' => $amount($deal['amount']),
            'equivalents' => array_map($amount, $deal['equivalents']),
            'stake_percent' => $deal['stake_percent'],
            'date' => $deal['date'] === null ? null : array_intersect_key($deal['date'], array_flip(['from', 'to', 'precision', 'basis'])),
            'term_months' => $deal['term_months'],
            'subject' => $deal['subject'],
            'evidence' => self::evidence($deal['evidence'], $article),
            'confidence' => $deal['confidence'],
            'publishable' => $deal['publishable'],
            'rule' => $deal['rule'] ?? null,
        ];
    }

    /** @return list<array{field: string, text: string}> without doubles */
    private static function evidence(array $spans, Article $article): array
    {
        $found = [];
        foreach ($spans as $span) {
            $words = ['field' => $span['field'], 'text' => $article->words($span)];
            if ($words['text'] !== '' && !in_array($words, $found, true)) {
                $found[] = $words;
            }
        }
        return $found;
    }

    public static function key(array $card): string
    {
        return substr(hash('sha256', $card['kind'] . "\n" . implode("\n", self::slots($card))), 0, 16);
    }

    /** "role:name" of each party, in order. */
    public static function slots(array $card): array
    {
        $slots = array_map(static fn(array $party) => $party['role'] . ':' . $party['name'], $card['parties']);
        sort($slots);
        return $slots;
    }

    /** @return list<string> each once */
    public static function names(array $card): array
    {
        return array_values(array_unique(array_column($card['parties'], 'name')));
    }

    /** Whether two cards say the same to a reader: what would stand on the page. */
    public static function same(array $a, array $b): bool
    {
        $said = static fn(array $card) => [
            $card['kind'], $card['form'], $card['status'], self::slots($card), $card['stake_percent'], $card['date']['from'] ?? null, $card['date']['to'] ?? null,
            array_intersect_key($card['amount'] ?? [], array_flip(['low', 'high', 'currency'])),
        ];
        return $said($a) == $said($b);
    }

    /** Whether a new reading is likely the deal that was decided on: of one kind, and half of the fewer parties are the same. */
    public static function alike(array $a, array $b): bool
    {
        $shared = count(array_intersect(self::names($a), self::names($b)));
        return $a['kind'] === $b['kind'] && $shared * 2 >= min(count(self::names($a)), count(self::names($b))) && $shared > 0;
    }
}
