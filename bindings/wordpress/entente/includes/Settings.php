<?php
namespace Entente;

/** The settings of a site: one option, always whole and always valid. */
final class Settings
{
    public const OPTION = 'entente_settings';
    public const KINDS = ['partnership', 'joint_venture', 'investment', 'acquisition', 'contract'];
    public const STATUSES = ['agreed', 'completed', 'planned', 'exploring', 'rumoured', 'denied', 'ended'];
    public const ROLES = ['partner', 'parent', 'venture', 'investor', 'investee', 'acquirer', 'target', 'seller', 'supplier', 'customer'];
    public const CURRENCIES = ['USD', 'KRW', 'EUR', 'JPY', 'CNY', 'GBP'];
    public const LANGUAGES = ['', 'ko', 'en'];
    public const SCHEDULES = ['off', 'hourly', 'daily'];

    public static function defaults(): array
    {
        return [
            'post_types' => ['post'],
            'on_save' => true,          // read each post when it is saved
            'typing' => false,          // and while it is written, after a pause
            'pause' => 2,               // seconds
            'kinds' => self::KINDS,
            'threshold' => 0.5,         // suggestions of less confidence stand apart
            'roles' => ['administrator', 'editor', 'author', 'contributor'],
            'currency' => 'USD',
            'language' => '',
            'markup' => true,           // JSON-LD on the page
            'schedule' => 'off',
        ];
    }

    public static function all(): array
    {
        $kept = get_option(self::OPTION, []);
        return array_merge(self::defaults(), is_array($kept) ? array_intersect_key($kept, self::defaults()) : []);
    }

    public static function get(string $name): mixed
    {
        return self::all()[$name];
    }

    /** What a form or a program sent, as valid settings. */
    public static function sanitize(mixed $sent): array
    {
        $sent = is_array($sent) ? $sent : [];
        $known = static fn(string $name, array $values) => array_values(array_intersect($values, array_map('strval', (array) ($sent[$name] ?? []))));
        $one = static fn(string $name, array $values) => in_array($sent[$name] ?? null, $values, true) ? $sent[$name] : self::defaults()[$name];
        return [
            'post_types' => $known('post_types', array_keys(get_post_types(['public' => true]))),
            'on_save' => !empty($sent['on_save']),
            'typing' => !empty($sent['typing']),
            'pause' => max(1, min(30, (int) ($sent['pause'] ?? 2))),
            'kinds' => $known('kinds', self::KINDS),
            'threshold' => max(0.0, min(1.0, (float) ($sent['threshold'] ?? 0.5))),
            'roles' => $known('roles', array_keys(wp_roles()->roles)),
            'currency' => $one('currency', self::CURRENCIES),
            'language' => $one('language', self::LANGUAGES),
            'markup' => !empty($sent['markup']),
            'schedule' => $one('schedule', self::SCHEDULES),
        ];
    }

    /** Whether this post's text is read at all. */
    public static function reads(\WP_Post $post): bool
    {
        $wanted = in_array($post->post_type, self::get('post_types'), true) && !in_array($post->post_status, ['auto-draft', 'trash', 'inherit'], true);
        /** Lets a site leave out posts. */
        return (bool) apply_filters('entente_reads_post', $wanted, $post);
    }
}
