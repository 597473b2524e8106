<?php
namespace Entente;

/** What an editor decides about a deal: accept, reject, edit, restore. */
final class Review
{
    /**
     * @param array{verdict?: string, edits?: ?array} $decision `verdict` "suggested" restores the deal as it was read; `edits` null takes edits back
     * @param ?Article $unsaved the text in the editor, where it is not saved yet: the deal is looked for in it, never taken from the caller
     * @return list<Row> all of the post. Errors: EngineError, "not_found" where there is no such deal
     */
    public static function decide(int $post, string $key, array $decision, ?Article $unsaved): array
    {
        $rows = $unsaved === null ? Store::rows($post) : Analysis::preview($unsaved, $post)['rows'];
        $row = null;
        foreach ($rows as $one) {
            if ($one->key === $key) {
                $row = $one;
            }
        }
        if ($row === null) {
            throw new EngineError('not_found', __('This deal does not stand in the text any more. Analyse the text again.', 'entente'));
        }
        if (array_key_exists('edits', $decision)) {
            $row->edits = $decision['edits'] === null ? null : Edit::checked($decision['edits'], $row->merged());
        }
        $row->verdict = $decision['verdict'] ?? $row->verdict;
        if ($row->verdict === 'suggested' && !array_key_exists('edits', $decision)) {
            $row->edits = null;
        }
        $row->accepted = $row->verdict === 'accepted' ? array_diff_key($row->merged(), ['key' => 1]) : null;
        $row->reviewer = get_current_user_id();
        $row->decided = gmdate('Y-m-d H:i:s');
        Store::save($row);
        SiteArchive::sync($post);
        return $rows;
    }
}
