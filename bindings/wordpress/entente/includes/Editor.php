<?php
namespace Entente;

/** Puts the sidebar into the block editor, and a plain list of what was found into the classic one. */
final class Editor
{
    public static function hooks(): void
    {
        add_action('enqueue_block_editor_assets', [self::class, 'assets']);
        add_action('add_meta_boxes', static function (): void {
            if (Access::member()) {
                add_meta_box('entente', __('Deals', 'entente'), [self::class, 'box'], Settings::get('post_types'), 'side', 'default', ['__back_compat_meta_box' => true]);
            }
        });
    }

    public static function assets(): void
    {
        $screen = get_current_screen();
        if (!$screen || $screen->base !== 'post' || !in_array($screen->post_type, Settings::get('post_types'), true) || !Access::member()) {
            return;
        }
        $scripts = [
            'entente-mark' => ['mark.js', ['wp-data']],
            'entente-cards' => ['cards.js', ['entente-mark', 'wp-element', 'wp-components', 'wp-i18n']],
            'entente-form' => ['form.js', ['wp-element', 'wp-components', 'wp-i18n']],
            'entente-sidebar' => ['sidebar.js', ['entente-cards', 'entente-form', 'wp-plugins', 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-components', 'wp-data', 'wp-api-fetch', 'wp-i18n', 'wp-a11y']],
        ];
        foreach ($scripts as $handle => [$file, $needs]) {
            wp_enqueue_script($handle, plugins_url("assets/$file", FILE), $needs, VERSION, true);
            wp_set_script_translations($handle, 'entente', dirname(FILE) . '/languages');
        }
        wp_add_inline_script('entente-mark', 'window.entente = ' . wp_json_encode([
            'kinds' => Words::kinds(), 'statuses' => Words::statuses(), 'roles' => Words::roles(), 'warnings' => Words::warnings(),
            'typing' => Settings::get('typing'), 'onSave' => Settings::get('on_save'), 'pause' => Settings::get('pause'),
        ], JSON_HEX_TAG) . ';', 'before');
        wp_enqueue_style('entente-sidebar', plugins_url('assets/sidebar.css', FILE), ['wp-components'], VERSION);
    }

    public static function box(\WP_Post $post): void
    {
        try {
            $rows = Store::rows($post->ID);
        } catch (EngineError $problem) {
            echo '<p>' . esc_html($problem->getMessage()) . '</p>';
            return;
        }
        foreach ($rows as $row) {
            printf('<p><strong>%s</strong> %s<br>%s</p>', esc_html(Render::headline($row->effective())), esc_html(Words::verdicts()[$row->verdict]), esc_html(Render::parties($row->effective())));
        }
        echo $rows ? '' : '<p>' . esc_html__('No deals found.', 'entente') . '</p>';
    }
}
