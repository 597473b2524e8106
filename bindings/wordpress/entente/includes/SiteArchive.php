<?php
namespace Entente;

/**
 * The site's archive: a file of the library with the accepted deals of published posts, and nothing else. It is derived from the table
 * and can be made anew; what could not be written into it at once is written later.
 */
final class SiteArchive
{
    private const NAME = 'entente_archive';   // option: random part of the file's name
    private const LATE = '_entente_unsynced'; // post meta: the archive does not know of this post's last decisions

    public static function hooks(): void
    {
        add_action('entente_hourly', [self::class, 'catchUp']);
    }

    /** Beside the uploads unless wp-config.php says otherwise. No web server hands out names that begin with .ht or that nobody can guess. */
    public static function path(): string
    {
        $name = (string) get_option(self::NAME, '');
        if (!preg_match('/^[0-9a-f]{32}$/', $name)) {
            $name = bin2hex(random_bytes(16));
            update_option(self::NAME, $name, false);
        }
        $folder = defined('ENTENTE_ARCHIVE_DIR') ? rtrim((string) ENTENTE_ARCHIVE_DIR, '/') : wp_upload_dir(null, false)['basedir'];
        wp_mkdir_p($folder);
        return $folder . '/.ht.entente-' . get_current_blog_id() . "-$name.archive";
    }

    private static function isPublic(?\WP_Post $post): bool
    {
        return $post !== null && $post->post_status === 'publish' && $post->post_password === '';
    }

    /** Brings what the archive says of a post up to date. Never throws: what fails is tried again every hour. */
    public static function sync(int $id): void
    {
        try {
            $post = get_post($id);
            $rows = self::isPublic($post) ? Store::accepted($id) : [];
            if ($rows === [] && !is_file(self::path())) {
                return;
            }
            if (!Engine::hasArchive()) {
                return;
            }
            if ($rows === []) {
                Engine::archiveRemove(self::path(), "post-$id");
            } else {
                [$entry, $title, $body] = self::entry($post, $rows);
                Engine::archivePut(self::path(), $entry, $title, $body);
            }
            delete_post_meta($id, self::LATE);
        } catch (\Throwable) {
            if (get_post($id) !== null) {
                update_post_meta($id, self::LATE, '1');
            }
        }
    }

    /** A post's accepted deals as an object of deal.schema.json, and the texts that its places count in: the evidence, line by line. */
    private static function entry(\WP_Post $post, array $rows): array
    {
        $parties = $amounts = $deals = [];
        $body = '';
        $party = static function (array $one) use (&$parties): int {
            foreach ($parties as $index => $known) {
                if ($known['name'] === $one['name']) {
                    return $index;
                }
            }
            $parties[] = ['id' => count($parties), 'name' => $one['name'], 'kind' => $one['kind'], 'aliases' => [], 'mentions' => [], 'identifiers' => []];
            return count($parties) - 1;
        };
        foreach ($rows as $row) {
            $card = $row->effective();
            $spans = [];
            foreach ($card['evidence'] as $words) {
                $spans[] = ['field' => 'body', 'begin' => strlen($body), 'end' => strlen($body) + strlen($words['text'])];
                $body .= $words['text'] . "\n";
            }
            $amount = null;
            if ($card['amount'] !== null) {
                $amount = count($amounts);
                $amounts[] = ['id' => $amount, 'role' => 'deal_value', 'equivalent_of' => null, 'implied_rate' => null] + ($spans[0] ?? ['field' => 'body', 'begin' => 0, 'end' => 0]) + $card['amount'];
            }
            $deals[] = [
                'id' => count($deals),
                'parties' => array_map(static fn(array $one) => ['party' => $party($one), 'role' => $one['role']], $card['parties']),
                'amount' => $amount,
                'equivalents' => [],
                'evidence' => $spans,
            ] + array_diff_key($card, ['key' => 1]);
        }
        $entry = ['schema' => 1, 'id' => 'post-' . $post->ID, 'language' => Store::state($post->ID)['language'] ?? null, 'published' => substr($post->post_date, 0, 10),
            'parties' => $parties, 'amounts' => $amounts, 'dates' => [], 'deals' => $deals, 'warnings' => []];
        return [$entry, Article::plain($post->post_title), $body];
    }

    /** Asks a question of query.schema.json; null where nothing was accepted yet. Errors: EngineError. */
    public static function ask(array $question): ?array
    {
        if (!is_file(self::path()) || !Engine::hasArchive()) {
            return null;
        }
        return Engine::archiveAsk(self::path(), $question);
    }

    /** The newest accepted deals in other posts in which all of these take part. @param list<string> $names */
    public static function earlier(array $names, int $except, int $limit = 3): array
    {
        $answer = count($names) < 2 ? null : self::ask(['ask' => 'deals', 'where' => ['parties' => array_slice($names, 0, 4)], 'sort' => '-date', 'limit' => $limit + 3]);
        $found = [];
        foreach ($answer['deals'] ?? [] as $deal) {
            foreach ($deal['reports'] as $report) {
                $post = (int) substr($report['article'], strlen('post-'));
                if ($post !== $except && count($found) < $limit) {
                    $found[] = ['post' => $post, 'title' => $report['title'] ?? '', 'link' => get_permalink($post) ?: '', 'kind' => $report['kind'], 'status' => $report['status'],
                        'day' => $report['date']['from'] ?? $report['published'] ?? null, 'amount' => $report['amount']['text'] ?? null];
                }
            }
        }
        return $found;
    }

    /** @return list<int> posts whose decisions the archive does not know yet */
    public static function late(): array
    {
        return array_map('intval', get_posts(['meta_key' => self::LATE, 'post_type' => 'any', 'post_status' => 'any', 'fields' => 'ids', 'numberposts' => 200, 'suppress_filters' => true]));
    }

    public static function catchUp(): void
    {
        array_map([self::class, 'sync'], self::late());
    }

    /** Makes the file anew from the table. @return int how many posts it holds. Errors: EngineError */
    public static function rebuild(): int
    {
        global $wpdb;
        self::remove();
        $ids = $wpdb->get_col($wpdb->prepare('SELECT DISTINCT post_id FROM ' . Store::table() . ' WHERE verdict = %s', 'accepted'));
        foreach ($ids as $id) {
            self::sync((int) $id);
        }
        return count($ids) - count(self::late());
    }

    /** Deletes the file with what SQLite keeps beside it. */
    public static function remove(): void
    {
        try {
            Engine::archiveClose();
        } catch (\Throwable) {
            // without an engine nothing is open
        }
        foreach (['', '-wal', '-shm', '-journal'] as $end) {
            if (is_file(self::path() . $end)) {
                unlink(self::path() . $end);
            }
        }
    }
}
