<?php
namespace Entente;

/** Accepted deals as schema.org data on the page of their article: what is agreed, completed or planned, never what is denied or a rumour. */
final class Markup
{
    private const STATES = ['agreed' => 'ActiveActionStatus', 'completed' => 'CompletedActionStatus', 'planned' => 'PotentialActionStatus'];
    /** Type of the action, and the property that each role takes; other roles are participants. */
    private const ACTIONS = [
        'acquisition' => ['BuyAction', ['acquirer' => 'agent', 'target' => 'object', 'seller' => 'seller']],
        'investment' => ['MoneyTransfer', ['investor' => 'agent', 'investee' => 'recipient']],
        'contract' => ['SellAction', ['supplier' => 'agent', 'customer' => 'buyer']],
        'joint_venture' => ['OrganizeAction', ['parent' => 'agent', 'venture' => 'result']],
        'partnership' => ['JoinAction', ['partner' => 'agent']],
    ];

    public static function hooks(): void
    {
        add_action('wp_head', [self::class, 'print']);
        add_filter('wpseo_schema_graph', [self::class, 'graph']);  // where Yoast writes the page's graph, the deals stand in it
    }

    private static function actions(): array
    {
        $id = get_queried_object_id();
        if (!Settings::get('markup') || !is_singular(Settings::get('post_types'))) {
            return [];
        }
        return array_values(array_filter(array_map(static fn(Row $row) => self::action($row->effective()), Front::rows($id))));
    }

    public static function action(array $card): ?array
    {
        if (!isset(self::STATES[$card['status']])) {
            return null;
        }
        [$type, $places] = self::ACTIONS[$card['kind']];
        $action = ['@type' => $type, 'name' => Render::headline($card), 'actionStatus' => 'https://schema.org/' . self::STATES[$card['status']]];
        foreach ($card['parties'] as $party) {
            $who = ['@type' => in_array($party['kind'], ['country', 'region'], true) ? 'Place' : ($party['kind'] === 'person' ? 'Person' : 'Organization'), 'name' => $party['name']];
            $action[$places[$party['role']] ?? 'participant'][] = $who;
        }
        if (($card['amount']['currency'] ?? null) !== null) {
            [$low, $high, $currency] = [$card['amount']['low'], $card['amount']['high'], $card['amount']['currency']];
            if (in_array($type, ['BuyAction', 'SellAction'], true)) {
                $action['priceSpecification'] = ['@type' => 'PriceSpecification', 'priceCurrency' => $currency] + ($low === $high ? ['price' => $high] : ['minPrice' => $low, 'maxPrice' => $high]);
            } else {
                $action[$type === 'MoneyTransfer' ? 'amount' : 'object'][] = ['@type' => 'MonetaryAmount', 'currency' => $currency] + ($low === $high ? ['value' => $high] : ['minValue' => $low, 'maxValue' => $high]);
            }
        }
        if (($card['date']['from'] ?? null) !== null) {
            $action['startTime'] = $card['date']['from'];
        }
        if ($card['evidence'] !== []) {
            $action['description'] = $card['evidence'][0]['text'];
        }
        return $action;
    }

    public static function print(): void
    {
        $actions = defined('WPSEO_VERSION') ? [] : self::actions();
        if ($actions === []) {
            return;
        }
        $data = ['@context' => 'https://schema.org', '@type' => 'NewsArticle', '@id' => get_permalink() . '#entente', 'headline' => Article::plain(get_the_title()),
            'datePublished' => get_the_date('c'), 'mentions' => $actions];
        // without HEX_TAG a text could close the script
        echo '<script type="application/ld+json" class="entente-markup">' . wp_json_encode($data, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_HEX_TAG | JSON_HEX_AMP) . "</script>\n";
    }

    public static function graph(mixed $graph): mixed
    {
        return is_array($graph) ? array_merge($graph, self::actions()) : $graph;
    }
}
