<?php
namespace Entente;

/** Reads posts, and joins what is read with what editors decided before. Saving a post never fails because of it. */
final class Analysis
{
    public static function hooks(): void
    {
        add_action('wp_after_insert_post', [self::class, 'onSave'], 20, 2);
        add_action('deleted_post', [self::class, 'onDelete']);
    }

    public static function onSave(int $id, \WP_Post $post): void
    {
        if (wp_is_post_revision($id) || wp_is_post_autosave($id)) {
            return;
        }
        if (Settings::get('on_save') && Settings::reads($post)) {
            self::post($id);
        }
        SiteArchive::sync($id);
    }

    public static function onDelete(int $id): void
    {
        Store::deletePost($id);
        SiteArchive::sync($id);
    }

    /** Reads a saved post and keeps what it found; unchanged text is read again only by force. Never throws: the state has the error. */
    public static function post(int $id, bool $force = false): array
    {
        $state = Store::state($id);
        try {
            $article = Article::ofPost(get_post($id));
            $hash = $article->hash();
            if (!$force && ($state['hash'] ?? '') === $hash && ($state['error'] ?? null) === null) {
                return $state;
            }
            $reading = Reading::of($article);
            foreach (self::join(Store::rows($id), $reading->cards, $id, $gone) as $row) {
                Store::save($row);
            }
            array_map([Store::class, 'delete'], $gone);
            $state = ['hash' => $hash, 'at' => gmdate('Y-m-d H:i:s'), 'error' => null, 'warnings' => $reading->warnings, 'language' => $reading->language];
        } catch (\Throwable $problem) {
            $state = ['error' => EngineError::from($problem)->getMessage(), 'failed' => gmdate('Y-m-d H:i:s')] + $state;  // what was found before stays
        }
        try {
            Store::setState($id, $state);
        } catch (\Throwable) {
            // the text itself is saved by WordPress, and that is what matters
        }
        return $state;
    }

    /** The deals of a text that is not saved, with the decisions that its post has. Nothing is kept. Errors: EngineError. */
    public static function preview(Article $article, int $post): array
    {
        $reading = Reading::of($article);
        $rows = self::join($post ? Store::rows($post) : [], $reading->cards, $post, $gone);
        return ['reading' => $reading, 'rows' => $rows];
    }

    /**
     * Old rows with new cards: a row of the same key takes the new card; a decision whose deal reads a little differently now follows it;
     * decisions whose deal is not found stay; suggestions that are not found go (in $gone).
     * @param list<Row> $rows @param list<array> $cards @param list<Row>|null $gone
     * @return list<Row>
     */
    public static function join(array $rows, array $cards, int $post, ?array &$gone): array
    {
        $left = [];
        foreach ($rows as $row) {
            $left[$row->key] = $row;
        }
        $joined = [];
        $new = [];
        foreach ($cards as $ordinal => $card) {
            if (isset($left[$card['key']])) {
                $joined[$ordinal] = $left[$card['key']];
                unset($left[$card['key']]);
            } else {
                $new[$ordinal] = $card;
            }
        }
        foreach ($new as $ordinal => $card) {
            foreach ($left as $key => $row) {
                if (($row->verdict !== 'suggested' || $row->edits !== null) && Reading::alike($row->card, $card)) {
                    $joined[$ordinal] = $row;
                    unset($left[$key]);
                    break;
                }
            }
            $joined[$ordinal] ??= new Row($post, $card['key'], $card);
        }
        ksort($joined);
        foreach ($joined as $ordinal => $row) {
            $card = $cards[$ordinal];
            $row->key = $card['key'];
            unset($card['key']);
            [$row->card, $row->ordinal, $row->found] = [$card, $ordinal, true];
        }
        $gone = [];
        foreach ($left as $row) {
            if ($row->verdict === 'suggested' && $row->edits === null) {
                $gone[] = $row;
            } else {
                $row->found = false;
                $joined[] = $row;
            }
        }
        return array_values($joined);
    }
}
