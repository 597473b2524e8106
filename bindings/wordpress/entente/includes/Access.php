<?php
namespace Entente;

/** Who may see and decide: the roles of the settings, and WordPress's own rights on the post. Asked by routes, screens and commands alike. */
final class Access
{
    /** Whether the user may work with deals at all. */
    public static function member(): bool
    {
        $user = wp_get_current_user();
        if (!$user->exists() || !current_user_can('edit_posts')) {
            return false;
        }
        return current_user_can('manage_options') || array_intersect($user->roles, Settings::get('roles')) !== [];
    }

    public static function post(int $id): bool
    {
        return self::member() && current_user_can('edit_post', $id);
    }

    /** The archive screen and its exports: all posts of the site. */
    public static function desk(): bool
    {
        return self::member() && current_user_can('edit_others_posts');
    }

    public static function admin(): bool
    {
        return current_user_can('manage_options');
    }
}
