<?php
namespace Entente;

/**
 * What readers see: the block "entente/deals" and the shortcode [entente_deals view="table|timeline|network" scope="post|site" party="…"
 * limit="20" post="…"]. Only what was accepted, and only of posts that this reader may read.
 */
final class Front
{
    public const VIEWS = ['table', 'timeline', 'network'];

    public static function hooks(): void
    {
        add_action('init', static function (): void {
            register_block_type(dirname(FILE) . '/blocks/deals', ['render_callback' => [self::class, 'block']]);
            wp_set_script_translations('entente-deals-editor-script', 'entente', dirname(FILE) . '/languages');
        });
        add_shortcode('entente_deals', static fn($attributes) => self::show(shortcode_atts(['view' => 'table', 'scope' => 'post', 'party' => '', 'limit' => 20, 'post' => 0], $attributes ?: []), 'class="entente-deals"'));
        Markup::hooks();
    }

    public static function block(array $attributes, string $content, \WP_Block $block): string
    {
        return self::show($attributes + ['post' => (int) ($block->context['postId'] ?? 0)], get_block_wrapper_attributes(['class' => 'entente-deals']));
    }

    /** Accepted deals of a post that may be shown now: nothing of a post with a password before it is given. @return list<Row> */
    public static function rows(int $post): array
    {
        $shown = $post ? get_post($post) : null;
        if ($shown === null || post_password_required($shown) || !in_array($shown->post_type, Settings::get('post_types'), true)) {
            return [];
        }
        if ($shown->post_status !== 'publish' && !current_user_can('read_post', $post)) {
            return [];
        }
        try {
            return Store::accepted($post);
        } catch (EngineError) {
            return [];  // readers see the page without the list rather than an error
        }
    }

    /** @param array{view?: string, scope?: string, party?: string, limit?: mixed, post?: mixed} $wanted */
    private static function show(array $wanted, string $wrapper): string
    {
        $site = ($wanted['scope'] ?? 'post') === 'site';
        $limit = max(1, min(200, (int) ($wanted['limit'] ?? 20)));
        try {
            $rows = $site
                ? Store::search(['verdict' => 'accepted', 'published' => true, 'search' => (string) ($wanted['party'] ?? '')], 'day', true, $limit)['rows']
                : array_slice(self::rows((int) ($wanted['post'] ?? 0) ?: (int) get_the_ID()), 0, $limit);
        } catch (EngineError) {
            return '';
        }
        if ($rows === []) {
            return '';
        }
        wp_enqueue_style('entente-deals-style', plugins_url('blocks/deals/style.css', FILE), [], VERSION);
        $view = in_array($wanted['view'] ?? '', self::VIEWS, true) ? $wanted['view'] : 'table';
        $body = match ($view) {
            'timeline' => Render::timeline($rows, $site),
            'network' => Render::network($rows),
            default => Render::table($rows, $site),
        };
        $title = $site ? __('Deals', 'entente') : __('Deals in this article', 'entente');
        return "<section $wrapper data-view=\"" . esc_attr($view) . '" aria-label="' . esc_attr($title) . '"><h2>' . esc_html($title) . "</h2>$body</section>";
    }
}
