<?php
namespace Entente;

/**
 * Reads the whole backlog in steps of a few seconds that can stop and go on at any post: by the button of the settings page, by WP-CLI and
 * by the clock. Posts whose text was read already are passed over. Nothing is accepted, so nothing is published.
 */
final class Batch
{
    public const OPTION = 'entente_batch';
    public const LOCK = 'entente_batch_lock';
    private const LOCK_SECONDS = 120;  // of a step that was killed
    private const STEP_SECONDS = 4.0;
    private const STEP_POSTS = 200;

    public static function hooks(): void
    {
        add_action('entente_hourly', static fn() => self::scheduled('hourly'));
        add_action('entente_daily', static fn() => self::scheduled('daily'));
        add_action('entente_continue', static fn() => self::scheduled(Settings::get('schedule'), false));
        add_action('update_option_' . Settings::OPTION, [self::class, 'reschedule'], 10, 0);
        add_action('add_option_' . Settings::OPTION, [self::class, 'reschedule'], 10, 0);
    }

    /** @return array{state: string, after: int, done: int, left: int, failed: int, error: ?string, force: bool} state: idle, running, paused or done */
    public static function state(): array
    {
        $kept = get_option(self::OPTION, []);
        $state = array_merge(['state' => 'idle', 'after' => 0, 'done' => 0, 'left' => 0, 'failed' => 0, 'error' => null, 'force' => false], is_array($kept) ? $kept : []);
        $state['left'] = $state['state'] === 'done' ? 0 : self::count($state['after']);
        return $state;
    }

    public static function act(string $action, bool $force = false): array
    {
        $state = self::state();
        switch ($action) {
            case 'start':
                Engine::way();  // better no start than an error for every post
                return self::keep(['state' => 'running', 'after' => 0, 'done' => 0, 'failed' => 0, 'error' => null, 'force' => $force] + $state);
            case 'pause':
                return self::keep(['state' => $state['state'] === 'running' ? 'paused' : $state['state']] + $state);
            case 'resume':
                return self::keep(['state' => in_array($state['state'], ['paused', 'running'], true) ? 'running' : $state['state']] + $state);
            default:
                if ($state['state'] !== 'running' || !self::lock()) {
                    return $state;
                }
                try {
                    return self::step(self::state());
                } finally {
                    delete_option(self::LOCK);
                }
        }
    }

    /** One step at a time, whoever asks: two pages, the clock, the command line. */
    private static function lock(): bool
    {
        global $wpdb;
        $wpdb->query($wpdb->prepare("DELETE FROM {$wpdb->options} WHERE option_name = %s AND option_value < %s", self::LOCK, (string) (time() - self::LOCK_SECONDS)));
        return $wpdb->query($wpdb->prepare("INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", self::LOCK, (string) time())) === 1;
    }

    /** Reads for a few seconds at most. */
    private static function step(array $state): array
    {
        $until = microtime(true) + self::STEP_SECONDS;
        foreach (self::next($state['after'], self::STEP_POSTS) as $id) {
            $result = self::one($id, $state['force']);
            ++$state['done'];
            $state['after'] = $id;
            if (($result['error'] ?? null) !== null) {
                ++$state['failed'];
                $state['error'] = sprintf('#%d: %s', $id, $result['error']);
            }
            if (microtime(true) > $until) {
                break;
            }
        }
        wp_cache_flush_runtime();
        $now = get_option(self::OPTION, []);
        if (($now['state'] ?? '') === 'paused') {
            $state['state'] = 'paused';  // the button was pressed meanwhile
        }
        $state['left'] = self::count($state['after']);
        if ($state['left'] === 0) {
            $state['state'] = 'done';
        }
        return self::keep($state);
    }

    public static function one(int $id, bool $force): array
    {
        $post = get_post($id);
        if ($post === null || !Settings::reads($post)) {
            return [];
        }
        $result = Analysis::post($id, $force);
        SiteArchive::sync($id);
        return $result;
    }

    private static function keep(array $state): array
    {
        update_option(self::OPTION, $state, false);
        return ['left' => $state['state'] === 'done' ? 0 : self::count($state['after'])] + $state;
    }

    /** @return list<int> */
    private static function next(int $after, int $limit): array
    {
        global $wpdb;
        [$where, $values] = self::where($after);
        $ids = $where === '' ? [] : $wpdb->get_col($wpdb->prepare("SELECT ID FROM {$wpdb->posts} WHERE $where ORDER BY ID LIMIT %d", [...$values, $limit]));
        return array_map('intval', $ids);
    }

    private static function count(int $after): int
    {
        global $wpdb;
        [$where, $values] = self::where($after);
        return $where === '' ? 0 : (int) $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM {$wpdb->posts} WHERE $where", $values));
    }

    private static function where(int $after): array
    {
        $types = Settings::get('post_types');
        if ($types === []) {
            return ['', []];
        }
        return ["ID > %d AND post_type IN (" . implode(',', array_fill(0, count($types), '%s')) . ") AND post_status IN ('publish','future','draft','pending','private')", [$after, ...$types]];
    }

    /** The clock: goes on where a run stopped, else looks at all posts anew; one step at a time, and the next half a minute later. */
    public static function scheduled(string $which, bool $start = true): void
    {
        if ($which === 'off' || Settings::get('schedule') !== $which) {
            return;
        }
        try {
            $state = self::state();
            if ($state['state'] === 'paused') {
                return;
            }
            if ($state['state'] !== 'running') {
                if (!$start) {
                    return;
                }
                self::act('start');
            }
            if (self::act('step')['state'] === 'running') {
                wp_schedule_single_event(time() + 30, 'entente_continue');
            }
        } catch (\Throwable $problem) {
            self::keep(['error' => $problem->getMessage()] + self::state());
        }
    }

    public static function reschedule(): void
    {
        wp_clear_scheduled_hook('entente_daily');
        if (Settings::get('schedule') === 'daily') {
            wp_schedule_event(time() + MINUTE_IN_SECONDS, 'daily', 'entente_daily');
        }
    }
}
