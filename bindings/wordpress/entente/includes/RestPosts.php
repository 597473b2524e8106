<?php
namespace Entente;

/** The routes of one post: what was found, analyse it again, decide about a deal; and earlier deals of the same parties. */
final class RestPosts
{
    public static function hooks(): void
    {
        add_action('rest_api_init', [self::class, 'routes']);
    }

    public static function routes(): void
    {
        $may = static fn(\WP_REST_Request $request) => Access::post((int) $request['id']);
        register_rest_route(Rest::SPACE, '/posts/(?P<id>\d+)', [
            'methods' => 'GET',
            'permission_callback' => $may,
            'callback' => Rest::answer(static fn($request) => self::view((int) $request['id'])),
        ]);
        register_rest_route(Rest::SPACE, '/posts/(?P<id>\d+)/analyse', [
            'methods' => 'POST',
            'permission_callback' => $may,
            'callback' => Rest::answer(static function ($request): array {
                Analysis::post((int) $request['id'], true);
                return self::view((int) $request['id']);
            }),
        ]);
        register_rest_route(Rest::SPACE, '/posts/(?P<id>\d+)/deals/(?P<key>[0-9a-f]{16}(?:-\d+)?)', [
            'methods' => 'POST',
            'permission_callback' => $may,
            'args' => [
                'verdict' => ['type' => 'string', 'enum' => ['suggested', 'accepted', 'rejected']],
                'edits' => ['type' => ['object', 'null'], 'additionalProperties' => false, 'properties' => [
                    'kind' => ['type' => 'string', 'enum' => Settings::KINDS],
                    'status' => ['type' => 'string', 'enum' => Settings::STATUSES],
                    'amount' => ['type' => 'string', 'maxLength' => 200],
                    'day' => ['type' => 'string', 'maxLength' => 10],
                    'subject' => ['type' => 'string', 'maxLength' => 200],
                    'parties' => ['type' => 'array', 'maxItems' => 50, 'items' => ['type' => 'object', 'additionalProperties' => false, 'required' => ['name', 'role'], 'properties' => [
                        'name' => ['type' => 'string', 'maxLength' => 200],
                        'role' => ['type' => 'string', 'enum' => Settings::ROLES],
                    ]]],
                ]],
            ] + Rest::textArguments(false),
            'callback' => Rest::answer([self::class, 'decide']),
        ]);
        register_rest_route(Rest::SPACE, '/earlier', [
            'methods' => 'POST',
            'permission_callback' => [Access::class, 'member'],
            'args' => [
                'post' => ['type' => 'integer', 'minimum' => 0, 'default' => 0],
                'groups' => ['type' => 'array', 'required' => true, 'maxItems' => 50, 'items' => ['type' => 'array', 'maxItems' => 50, 'items' => ['type' => 'string', 'maxLength' => 200]]],
            ],
            'callback' => Rest::answer(static fn($request) => ['earlier' => array_map(
                static fn(array $names) => SiteArchive::earlier($names, (int) $request['post']), $request['groups'])]),
        ]);
    }

    private static function view(int $id): array
    {
        $state = Store::state($id);
        $current = null;
        try {
            $current = Article::ofPost(get_post($id))->hash() === ($state['hash'] ?? '');
        } catch (EngineError $problem) {
            $state['error'] = $problem->getMessage();
        }
        return [
            'analysed' => $state['at'] ?? null,
            'current' => $current,  // whether the saved text is the one that was read
            'error' => $state['error'] ?? null,
            'cards' => array_map(static fn(Row $row) => $row->view(), Store::rows($id)),
            'notes' => $state['warnings'] ?? [],
        ];
    }

    public static function decide(\WP_REST_Request $request): array
    {
        $decision = array_filter(['verdict' => $request['verdict']], 'is_string');
        if ($request->has_param('edits')) {
            $decision['edits'] = $request['edits'];
        }
        $unsaved = is_string($request['content']) ? Article::of($request['title'], $request['content'], $request['published']) : null;
        $rows = Review::decide((int) $request['id'], $request['key'], $decision, $unsaved);
        return ['cards' => array_map(static fn(Row $row) => $row->view(), $rows)];
    }
}
