<?php
namespace Entente;

/** The routes of the whole site: search, totals, and the reading of the backlog. */
final class RestDesk
{
    public static function hooks(): void
    {
        add_action('rest_api_init', [self::class, 'routes']);
    }

    public static function filters(): array
    {
        $day = ['type' => 'string', 'pattern' => '^(\d{4}(-\d{2}(-\d{2})?)?)?$', 'default' => ''];
        return [
            'search' => ['type' => 'string', 'default' => '', 'maxLength' => 200],
            'verdict' => ['type' => 'string', 'default' => '', 'enum' => ['', 'suggested', 'accepted', 'rejected']],
            'kind' => ['type' => 'string', 'default' => '', 'enum' => ['', ...Settings::KINDS]],
            'status' => ['type' => 'string', 'default' => '', 'enum' => ['', ...Settings::STATUSES]],
            'from' => $day,
            'to' => $day,
            'min' => ['type' => ['number', 'string'], 'default' => '', 'pattern' => '^[0-9.]*$'],
            'max' => ['type' => ['number', 'string'], 'default' => '', 'pattern' => '^[0-9.]*$'],
        ];
    }

    public static function routes(): void
    {
        register_rest_route(Rest::SPACE, '/archive', [
            'methods' => 'GET',
            'permission_callback' => [Access::class, 'desk'],
            'args' => self::filters() + [
                'order' => ['type' => 'string', 'default' => 'day', 'enum' => ['day', 'value', 'confidence', 'kind', 'post']],
                'direction' => ['type' => 'string', 'default' => 'desc', 'enum' => ['asc', 'desc']],
                'page' => ['type' => 'integer', 'default' => 1, 'minimum' => 1],
                'per_page' => ['type' => 'integer', 'default' => 25, 'minimum' => 1, 'maximum' => 200],
            ],
            'callback' => Rest::answer(static function ($request): array {
                $found = Store::search(self::taken($request->get_params()), $request['order'], $request['direction'] === 'desc', $request['per_page'], ($request['page'] - 1) * $request['per_page']);
                return ['total' => $found['total'], 'cards' => array_map(static fn(Row $row) => $row->view(), $found['rows'])];
            }),
        ]);
        register_rest_route(Rest::SPACE, '/archive/totals', [
            'methods' => 'GET',
            'permission_callback' => [Access::class, 'desk'],
            'args' => self::filters() + [
                'currency' => ['type' => 'string', 'default' => '', 'pattern' => '^([A-Z]{3})?$'],
                'by' => ['type' => 'string', 'default' => 'year', 'enum' => ['year', 'quarter', 'kind', 'status', 'party', 'role', 'country', 'currency']],
            ],
            'callback' => Rest::answer(static fn($request) => Totals::of(self::taken($request->get_params()), $request['currency'] ?: Settings::get('currency'), $request['by']) ?? ['totals' => []]),
        ]);
        register_rest_route(Rest::SPACE, '/batch', [
            ['methods' => 'GET', 'permission_callback' => [Access::class, 'admin'], 'callback' => Rest::answer(static fn() => Batch::state())],
            ['methods' => 'POST', 'permission_callback' => [Access::class, 'admin'], 'args' => [
                'action' => ['type' => 'string', 'required' => true, 'enum' => ['start', 'step', 'pause', 'resume']],
                'force' => ['type' => 'boolean', 'default' => false],
            ], 'callback' => Rest::answer(static fn($request) => Batch::act($request['action'], $request['force']))],
        ]);
    }

    /** The filters of a request; one that is empty does not restrict. A year or month becomes its first or last day. */
    public static function taken(array $sent): array
    {
        $filter = array_filter(array_intersect_key($sent, self::filters()), static fn($value) => $value !== '' && $value !== null);
        foreach (['from' => ['-01', '-01'], 'to' => ['-12', '-31']] as $name => [$month, $day]) {
            if (isset($filter[$name])) {
                $filter[$name] .= strlen($filter[$name]) === 4 ? $month . $day : (strlen($filter[$name]) === 7 ? $day : '');
            }
        }
        return $filter;
    }
}
