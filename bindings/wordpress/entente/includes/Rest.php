<?php
namespace Entente;

/** The routes that any host of the engine can offer (openapi.json): preview of a text, conversion of a sum, health. Nothing is kept. */
final class Rest
{
    public const SPACE = 'entente/v1';
    private const MOST_BYTES = 16 << 20;

    public static function hooks(): void
    {
        add_action('rest_api_init', [self::class, 'routes']);
    }

    public static function routes(): void
    {
        register_rest_route(self::SPACE, '/preview', [
            'methods' => 'POST',
            'permission_callback' => static fn(\WP_REST_Request $request) => Access::member() && (!$request['post'] || Access::post((int) $request['post'])),
            'args' => self::textArguments(true) + ['post' => ['type' => 'integer', 'minimum' => 0, 'default' => 0]],
            'callback' => [self::class, 'preview'],
        ]);
        register_rest_route(self::SPACE, '/convert', [
            'methods' => 'POST',
            'permission_callback' => [Access::class, 'member'],
            'args' => [
                'text' => ['type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 1000],
                'to' => ['type' => 'string', 'required' => true, 'pattern' => '^[A-Z]{3}$'],
                'on' => ['type' => 'string', 'pattern' => '^(\d{4}(-\d{2}(-\d{2})?)?)?$', 'default' => ''],
            ],
            'callback' => self::answer(static fn($request) => Engine::convert($request['text'], $request['to'], $request['on'])),
        ]);
        register_rest_route(self::SPACE, '/health', [
            'methods' => 'GET',
            'permission_callback' => [Access::class, 'admin'],
            'callback' => self::answer(static fn() => Health::report()),
        ]);
    }

    /** The text of an editor: title, content in HTML, day of publication. */
    public static function textArguments(bool $required): array
    {
        $short = static fn($value) => is_string($value) && strlen($value) <= self::MOST_BYTES ? true
            : new \WP_Error('entente_limit', __('The text is larger than 16 MiB and is not analysed.', 'entente'), ['status' => 413]);
        return [
            'title' => ['type' => 'string', 'default' => '', 'validate_callback' => $short],
            'content' => ['type' => 'string', 'required' => $required, 'validate_callback' => $short],
            'published' => ['type' => 'string', 'default' => '', 'pattern' => '^(\d{4}-\d{2}-\d{2}.*)?$'],
        ];
    }

    public static function preview(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        return self::answer(static function () use ($request): array {
            $found = Analysis::preview(Article::of($request['title'], $request['content'], $request['published']), (int) $request['post']);
            return $found['reading']->extraction + [
                'cards' => array_map(static fn(Row $row) => $row->view(), $found['rows']),
                'notes' => $found['reading']->warnings,
                'milliseconds' => round(Engine::$took, 3),
            ];
        })($request);
    }

    /** A callback whose failures become answers: a code, a sentence for a person, a number of HTTP. */
    public static function answer(callable $work): callable
    {
        return static function (\WP_REST_Request $request) use ($work): \WP_REST_Response|\WP_Error {
            try {
                $response = new \WP_REST_Response($work($request));
                $response->header('Cache-Control', 'no-store');
                return $response;
            } catch (\Throwable $problem) {
                return EngineError::from($problem)->response();
            }
        };
    }
}
