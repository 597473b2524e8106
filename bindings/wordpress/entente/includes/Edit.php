<?php
namespace Entente;

/** What an editor changed of a card, checked: the engine reads the sum as it was typed, and its rate comes with it. */
final class Edit
{
    /**
     * @param array{kind?: string, status?: string, parties?: list<array{name: string, role: string}>, amount?: ?string, day?: ?string, subject?: ?string} $sent
     * @return array fields of the card that differ from it. Errors: EngineError "invalid_argument" in words for the editor
     */
    public static function checked(array $sent, array $card): array
    {
        $edits = [];
        foreach (['kind' => Settings::KINDS, 'status' => Settings::STATUSES] as $field => $values) {
            if (isset($sent[$field]) && in_array($sent[$field], $values, true)) {
                $edits[$field] = $sent[$field];
            }
        }
        if (isset($sent['kind']) && $sent['kind'] !== $card['kind']) {
            $edits['form'] = 'other';
        }
        if (isset($sent['parties'])) {
            $edits['parties'] = self::parties($sent['parties'], $card['parties']);
        }
        if (array_key_exists('day', $sent)) {
            $edits['date'] = self::day((string) $sent['day'], $card['date']);
        }
        if (array_key_exists('subject', $sent)) {
            $subject = sanitize_text_field((string) $sent['subject']);
            $edits['subject'] = $subject === '' ? null : mb_substr($subject, 0, 200);
        }
        if (array_key_exists('amount', $sent)) {
            $edits += self::amount(trim((string) $sent['amount']), $card, $edits['date'] ?? $card['date']);
        }
        return array_filter($edits, static fn($value, $field) => $value != ($card[$field] ?? null), ARRAY_FILTER_USE_BOTH);
    }

    private static function parties(array $sent, array $old): array
    {
        $kinds = array_column($old, 'kind', 'name');
        $parties = [];
        foreach ($sent as $party) {
            $name = mb_substr(sanitize_text_field((string) ($party['name'] ?? '')), 0, 200);
            if ($name !== '' && in_array($party['role'] ?? '', Settings::ROLES, true)) {
                $parties[] = ['name' => $name, 'role' => $party['role'], 'kind' => $kinds[$name] ?? 'company'];
            }
        }
        if ($parties === []) {
            throw new EngineError('invalid_argument', __('A deal needs at least one party with a name.', 'entente'));
        }
        return $parties;
    }

    private static function day(string $sent, ?array $old): ?array
    {
        if ($sent === '' || $sent === ($old['from'] ?? '')) {
            return $sent === '' ? null : $old;
        }
        if (!preg_match('/^(\d{4})-(\d{2})-(\d{2})$/', $sent, $part) || !checkdate((int) $part[2], (int) $part[3], (int) $part[1])) {
            /* translators: %s: what was typed */
            throw new EngineError('invalid_argument', sprintf(__('“%s” is no day. Write it as 2024-06-04.', 'entente'), $sent));
        }
        return ['from' => $sent, 'to' => $sent, 'precision' => 'day', 'basis' => 'text'];
    }

    private static function amount(string $sent, array $card, ?array $date): array
    {
        if ($sent === ($card['amount']['text'] ?? '')) {
            return [];
        }
        if ($sent === '') {
            return ['amount' => null, 'equivalents' => []];
        }
        try {
            $read = Engine::convert($sent, Settings::get('currency'), (string) ($date['from'] ?? wp_date('Y-m-d')));
        } catch (EngineError $problem) {
            if ($problem->status !== 'not_found') {
                throw $problem;
            }
            /* translators: %s: what was typed */
            throw new EngineError('invalid_argument', sprintf(__('“%s” is no sum that can be read. Write it with its currency, as in the text.', 'entente'), $sent));
        }
        return ['amount' => array_intersect_key($read['amounts'][0], array_flip(['text', 'low', 'high', 'currency', 'qualifiers', 'normalized', 'not_normalized'])), 'equivalents' => []];
    }
}
