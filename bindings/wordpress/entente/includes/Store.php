<?php
namespace Entente;

/**
 * The deals of the site's posts, one row each, in a table of the site's own database.
 *
 * A row keeps the deal as it was last read (`card`), what an editor changed of it (`edits`), and, once it is accepted, what stands on
 * the page (`accepted`): a later reading never changes what is published. The other columns repeat what screens search and sort by.
 */
final class Store
{
    public const STATE = '_entente';  // post meta: how the last reading went

    public static function table(): string
    {
        global $wpdb;
        return $wpdb->prefix . 'entente_deals';
    }

    /** For dbDelta(). */
    public static function schema(): string
    {
        global $wpdb;
        return 'CREATE TABLE ' . self::table() . " (
  id bigint(20) unsigned NOT NULL auto_increment,
  post_id bigint(20) unsigned NOT NULL,
  deal_key varchar(24) NOT NULL,
  verdict varchar(10) NOT NULL,
  found tinyint(1) NOT NULL,
  ordinal int(11) NOT NULL,
  kind varchar(16) NOT NULL,
  status varchar(12) NOT NULL,
  day varchar(10) NOT NULL,
  value double NULL,
  confidence double NOT NULL,
  words longtext NOT NULL,
  card longtext NOT NULL,
  edits longtext NULL,
  accepted longtext NULL,
  reviewer bigint(20) unsigned NOT NULL,
  decided varchar(19) NOT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY post_key (post_id,deal_key),
  KEY verdict_day (verdict,day)
) " . $wpdb->get_charset_collate() . ';';
    }

    /** @return list<Row> of one post, in the order of the text */
    public static function rows(int $post): array
    {
        global $wpdb;
        $found = $wpdb->get_results($wpdb->prepare('SELECT * FROM ' . self::table() . ' WHERE post_id = %d ORDER BY found DESC, ordinal, id', $post), ARRAY_A);
        self::check();
        return array_map([Row::class, 'of'], $found);
    }

    /** @return list<Row> accepted ones */
    public static function accepted(int $post): array
    {
        return array_values(array_filter(self::rows($post), static fn(Row $row) => $row->verdict === 'accepted'));
    }

    public static function save(Row $row): void
    {
        global $wpdb;
        $columns = $row->columns();
        if ($row->id === 0 && !self::insert($columns)) {
            // another request has found the same deal meanwhile; a decision that it took is kept
            $other = self::find($row->post, $row->key);
            if ($other !== null && $row->verdict === 'suggested' && $row->edits === null) {
                [$other->card, $other->found, $other->ordinal] = [$row->card, $row->found, $row->ordinal];
                $columns = $other->columns();
            }
            $row->id = $other?->id ?? 0;
        }
        if ($row->id !== 0) {
            $wpdb->update(self::table(), $columns, ['id' => $row->id]);
        }
        self::check();
    }

    /** Whether the row was not there yet. */
    private static function insert(array $columns): bool
    {
        global $wpdb;
        $places = array_map(static fn($value) => $value === null ? 'NULL' : (is_float($value) ? '%f' : (is_int($value) ? '%d' : '%s')), $columns);
        $sql = 'INSERT IGNORE INTO ' . self::table() . ' (' . implode(', ', array_keys($columns)) . ') VALUES (' . implode(', ', $places) . ')';
        $count = $wpdb->query($wpdb->prepare($sql, array_values(array_filter($columns, static fn($value) => $value !== null))));
        self::check();
        return $count === 1;
    }

    private static function find(int $post, string $key): ?Row
    {
        global $wpdb;
        $columns = $wpdb->get_row($wpdb->prepare('SELECT * FROM ' . self::table() . ' WHERE post_id = %d AND deal_key = %s', $post, $key), ARRAY_A);
        self::check();
        return $columns === null ? null : Row::of($columns);
    }

    public static function delete(Row $row): void
    {
        global $wpdb;
        $wpdb->delete(self::table(), ['id' => $row->id]);
        self::check();
    }

    public static function deletePost(int $post): void
    {
        global $wpdb;
        $wpdb->delete(self::table(), ['post_id' => $post]);
    }

    /** How the last reading of a post went. @return array{hash?: string, at?: string, error?: ?string, warnings?: list<array>, language?: ?string} */
    public static function state(int $post): array
    {
        return Json::read((string) get_post_meta($post, self::STATE, true));
    }

    public static function setState(int $post, array $state): void
    {
        update_post_meta($post, self::STATE, wp_slash(Json::write($state)));  // update_post_meta takes one level of backslashes away
    }

    /**
     * @param array{verdict?: string, kind?: string, status?: string, search?: string, from?: string, to?: string, min?: float, max?: float, published?: bool} $filter
     * @return array{rows: list<Row>, total: int}
     */
    public static function search(array $filter, string $order = 'day', bool $down = true, int $limit = 25, int $offset = 0): array
    {
        global $wpdb;
        $where = ['1 = 1'];
        $values = [];
        foreach (['verdict', 'kind', 'status'] as $column) {
            if (($filter[$column] ?? '') !== '') {
                [$where[], $values[]] = ["d.$column = %s", $filter[$column]];
            }
        }
        foreach (['from' => ["d.day >= %s AND d.day <> ''", '%s'], 'to' => ["d.day <= %s AND d.day <> ''", '%s'], 'min' => ['d.value >= %f', '%f'], 'max' => ['d.value <= %f', '%f']] as $name => [$condition]) {
            if (($filter[$name] ?? '') !== '') {
                [$where[], $values[]] = [$condition, $filter[$name]];
            }
        }
        foreach (preg_split('/\s+/u', trim($filter['search'] ?? ''), -1, PREG_SPLIT_NO_EMPTY) as $word) {
            [$where[], $values[]] = ['d.words LIKE %s', '%' . $wpdb->esc_like(mb_strtolower($word)) . '%'];
        }
        if (empty($filter['published'])) {
            $where[] = "p.post_status NOT IN ('trash','auto-draft')";
        } else {
            $types = array_intersect(Settings::get('post_types'), array_keys(get_post_types(['public' => true])));
            $where[] = "p.post_status = 'publish' AND p.post_password = '' AND p.post_type IN (" . implode(',', array_fill(0, max(1, count($types)), '%s')) . ')';
            array_push($values, ...($types ?: ['']));
        }
        $from = ' FROM ' . self::table() . " d JOIN {$wpdb->posts} p ON p.ID = d.post_id WHERE " . implode(' AND ', $where);
        $by = ['day' => 'd.day', 'value' => 'd.value', 'confidence' => 'd.confidence', 'kind' => 'd.kind', 'post' => 'd.post_id'][$order] ?? 'd.day';
        $sql = 'SELECT d.*' . $from . " ORDER BY $by " . ($down ? 'DESC' : 'ASC') . ', d.id ' . ($down ? 'DESC' : 'ASC') . ' LIMIT %d OFFSET %d';
        $rows = $wpdb->get_results($wpdb->prepare($sql, array_merge($values, [$limit, $offset])), ARRAY_A);
        self::check();
        $count = 'SELECT COUNT(*)' . $from;
        $total = (int) $wpdb->get_var($values ? $wpdb->prepare($count, $values) : $count);
        return ['rows' => array_map([Row::class, 'of'], $rows), 'total' => $total];
    }

    /** A database that does not answer must not look like a post without deals. */
    private static function check(): void
    {
        global $wpdb;
        if ($wpdb->last_error !== '') {
            throw new EngineError('io', __('The database of the site did not take the deals or does not answer. The text in the editor is untouched; save it again in a moment.', 'entente'));
        }
    }
}
