<?php
// The same for the desk: desk_test.php SITE. Archive, backlog, clock, WP-CLI, export, search, totals, and the contract of the routes.
use Entente\{Batch, Export, Health, Review, Row, Settings, SiteArchive, Store};

require __DIR__ . '/in_site.php';

test('the archive holds accepted deals of published posts, and knows earlier ones of the same parties', function () {
    as_user('author');
    SiteArchive::rebuild();
    $count = fn() => count(SiteArchive::ask(['ask' => 'deals', 'where' => ['parties' => ['새벽로보틱스', '가온전자']]])['deals'] ?? []);
    $before = $count();
    $old = make_post(paragraphs(INVESTMENT), 'publish', '먼저 쓴 기사', '2023-02-01 09:00:00');
    equal($count(), $before, 'a suggestion is not in it');
    $key = Store::rows($old)[0]->key;
    Review::decide($old, $key, ['verdict' => 'accepted'], null);
    equal($count(), $before + 1);
    [$code, $found] = rest('POST', '/earlier', ['post' => 1, 'groups' => [['가온전자', '새벽로보틱스'], ['가온전자', '아무개']]]);
    equal([$code, in_array('먼저 쓴 기사', array_column($found['earlier'][0], 'title'), true), $found['earlier'][1]], [200, true, []]);
    equal(array_filter(SiteArchive::earlier(['가온전자', '새벽로보틱스'], $old, 50), fn($deal) => $deal['post'] === $old), [], 'not the post itself');
    wp_update_post(['ID' => $old, 'post_status' => 'draft']);
    equal($count(), $before, 'not of a draft');
    wp_update_post(['ID' => $old, 'post_status' => 'publish']);
    equal($count(), $before + 1);
    Review::decide($old, $key, ['verdict' => 'rejected'], null);
    equal($count(), $before, 'not when rejected');
    Review::decide($old, $key, ['verdict' => 'accepted'], null);
    wp_trash_post($old);
    equal($count(), $before, 'not from the bin');
    wp_untrash_post($old);
    wp_publish_post($old);
    equal($count(), $before + 1, 'back from the bin');
    wp_delete_post($old, true);
    equal([$count(), Store::rows($old)], [$before, []], 'not when deleted');
    true(str_starts_with(basename(SiteArchive::path()), '.ht.entente-'), 'a name that web servers refuse');
});

test('a damaged archive keeps nobody from deciding, is named by the health page, and is made anew', function () {
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT), 'publish', '', '2022-02-01 09:00:00');
    SiteArchive::remove();
    file_put_contents(SiteArchive::path(), str_repeat('this is no archive', 500));
    Review::decide($id, Store::rows($id)[0]->key, ['verdict' => 'accepted'], null);
    equal([count(Store::accepted($id)), SiteArchive::late()], [1, [$id]]);
    true(Health::report()['archive']['error'] !== null, 'named');
    SiteArchive::rebuild();
    equal([SiteArchive::late(), Health::report()['archive']['error']], [[], null]);
    true(SiteArchive::ask(['ask' => 'deals'])['deals'] !== [], 'made anew');
});

test('(7) the backlog: in steps, paused, gone on, once; nothing is published', function () {
    global $wpdb;
    as_user('admin');
    update_option(Settings::OPTION, ['on_save' => false] + Settings::defaults());
    for ($i = 0; $i < 30; ++$i) {
        make_post(paragraphs(INVESTMENT, "기사 번호 $i."));
    }
    delete_option(Settings::OPTION);
    $accepted = fn() => (int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Store::table() . " WHERE verdict = 'accepted'");
    $before = $accepted();
    $state = rest('POST', '/batch', ['action' => 'start'])[1];
    equal([$state['state'], $state['done']], ['running', 0]);
    equal(rest('POST', '/batch', ['action' => 'pause'])[1]['state'], 'paused');
    equal(rest('POST', '/batch', ['action' => 'step'])[1]['done'], 0, 'a paused run does nothing');
    $state = rest('POST', '/batch', ['action' => 'resume'])[1];
    for ($steps = 0; $state['state'] === 'running' && $steps < 100; ++$steps) {
        $state = rest('POST', '/batch', ['action' => 'step'])[1];
    }
    equal([$state['state'], $state['left'], $state['failed'], $accepted()], ['done', 0, 0, $before]);
    equal((int) $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->posts} p LEFT JOIN {$wpdb->postmeta} m ON m.post_id = p.ID AND m.meta_key = '_entente' WHERE p.post_type = 'post' AND p.post_status IN ('publish','draft') AND m.meta_id IS NULL"), 0, 'every post was read');
});

test('two requests that find the same deal at once leave one row, and a decision is not lost', function () {
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT), 'draft');
    $row = Store::rows($id)[0];
    Review::decide($id, $row->key, ['verdict' => 'accepted'], null);
    Store::save(new Row($id, $row->key, $row->card));  // what the other one does who has not seen the row
    equal([count(Store::rows($id)), Store::rows($id)[0]->verdict], [1, 'accepted']);
    update_option(Batch::LOCK, (string) time());
    Batch::act('start');
    equal(Batch::act('step')['done'], 0, 'a step waits while another one is at work');
    update_option(Batch::LOCK, (string) (time() - 1000));
    true(Batch::act('step')['done'] > 0, 'a lock that was left behind holds nobody up');
});

test('(7) by the clock: hourly, and it goes on where it stopped', function () {
    update_option(Settings::OPTION, ['schedule' => 'hourly', 'on_save' => false] + Settings::defaults());
    $id = make_post(paragraphs(PACT));
    do_action('entente_hourly');
    equal(count(Store::rows($id)), 1);
    update_option(Settings::OPTION, ['schedule' => 'daily'] + Settings::defaults());
    true(wp_next_scheduled('entente_daily') !== false, 'the day is in the calendar');
    update_option(Settings::OPTION, ['schedule' => 'off', 'on_save' => false] + Settings::defaults());
    equal(wp_next_scheduled('entente_daily'), false);
    $id = make_post(paragraphs(PACT));
    do_action('entente_hourly');
    equal(Store::rows($id), [], 'off is off');
    delete_option(Settings::OPTION);
});

test('(7) by WP-CLI: with a limit, gone on, single posts, a text, health', function () {
    // stands for WP-CLI, which Debian does not have: the commands are methods that it calls with arguments and options
    eval('class WP_CLI { public static array $said = []; public static function __callStatic(string $kind, array $what): void { self::$said[] = [$kind, $what[0]]; } }');
    $said = function (callable $call): array {
        WP_CLI::$said = [];
        $call(new Entente\Cli());
        return WP_CLI::$said;
    };
    update_option(Settings::OPTION, ['on_save' => false] + Settings::defaults());
    $ids = array_map(fn(int $i) => make_post(paragraphs(PACT, "명령줄 $i.")), range(1, 3));
    delete_option(Settings::OPTION);
    delete_option(Batch::OPTION);
    equal($said(fn($cli) => $cli->analyse([(string) $ids[0]], []))[0][0], 'success');
    equal([count(Store::rows($ids[0])), Store::rows($ids[1])], [1, []]);
    $lines = $said(fn($cli) => $cli->analyse([], []));
    equal(end($lines)[0], 'success');
    equal(count(Store::rows($ids[2])), 1);
    equal($said(fn($cli) => $cli->analyse(['999999'], []))[0][0], 'warning');
    file_put_contents(getenv('WP_TEST_DEBUG_LOG') . '.txt', INVESTMENT);
    equal(json_decode($said(fn($cli) => $cli->extract([getenv('WP_TEST_DEBUG_LOG') . '.txt'], ['published' => '2024-05-04']))[0][1], true)['deals'][0]['kind'], 'investment');
    $lines = $said(fn($cli) => $cli->health());
    equal(end($lines), ['success', 'ok']);
    $lines = $said(fn($cli) => $cli->rebuild());
    equal(end($lines)[0], 'success');
});

test('(15) export: accepted deals as CSV for Excel and as JSON', function () {
    $got = function (callable $write): string {
        $out = fopen('php://memory', 'w+b');
        $write($out, []);
        rewind($out);
        return stream_get_contents($out);
    };
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT), 'publish', '=HYPERLINK("x")', '2021-03-02 09:00:00');
    Review::decide($id, Store::rows($id)[0]->key, ['verdict' => 'accepted'], null);
    $csv = $got([Export::class, 'csv']);
    true(str_starts_with($csv, "\u{FEFF}post,title,"), 'the mark that Excel needs');
    $out = fopen('php://memory', 'w+b');
    fwrite($out, substr($csv, 3));
    rewind($out);
    $heads = fgetcsv($out, escape: '');
    $found = null;
    while (($cells = fgetcsv($out, escape: '')) !== false) {
        equal(count($cells), count($heads), 'cells of a line');
        $found = (int) $cells[0] === $id ? array_combine($heads, $cells) : $found;
    }
    equal([$found['title'], $found['low'], $found['currency'], $found['parties'], $found['reviewer'], $found['published']],
        ["'=HYPERLINK(\"x\")", '12000000000', 'KRW', '가온전자 (investor); 새벽로보틱스 (investee)', 'author', '2021-03-02']);
    $json = json_decode($got([Export::class, 'json']), true, 64, JSON_THROW_ON_ERROR);
    equal([array_values(array_filter($json, fn($deal) => $deal['post'] === $id))[0]['amount']['low'], array_filter($json, fn($deal) => !isset($deal['kind']))], ['12000000000', []]);
});

test('the contract in openapi.json names every route and method, and answers have what it requires', function () {
    $contract = json_decode(file_get_contents(__DIR__ . '/../../bindings/wordpress/openapi.json'), true, 64, JSON_THROW_ON_ERROR);
    $served = $told = [];
    foreach (rest_get_server()->get_routes('entente/v1') as $route => $handlers) {
        $path = preg_replace('/\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)/', '{$1}', substr($route, strlen('/entente/v1')));
        foreach ($path === '' ? [] : $handlers as $handler) {
            $served = [...$served, ...array_map(fn($method) => strtolower($method) . " $path", array_keys($handler['methods']))];
        }
    }
    foreach ($contract['paths'] as $path => $item) {
        $told = [...$told, ...array_map(fn($method) => "$method $path", array_keys(array_diff_key($item, ['parameters' => 1])))];
    }
    sort($served);
    sort($told);
    equal($served, $told);
    as_user('admin');
    $id = make_post(paragraphs(INVESTMENT));
    $key = Store::rows($id)[0]->key;
    $lacks = fn(string $schema, array $got) => array_values(array_diff($contract['components']['schemas'][$schema]['required'], array_keys($got)));
    equal($lacks('Post', rest('GET', "/posts/$id")[1]), []);
    equal($lacks('Card', rest('POST', "/posts/$id/deals/$key", ['verdict' => 'accepted'])[1]['cards'][0]), []);
    equal($lacks('Card', rest('POST', '/preview', ['content' => INVESTMENT])[1]['cards'][0]), []);
    equal($lacks('Earlier', rest('POST', '/earlier', ['groups' => [['가온전자', '새벽로보틱스']]])[1]['earlier'][0][0]), []);
    equal($lacks('Batch', rest('GET', '/batch')[1]), []);
    equal($lacks('Health', rest('GET', '/health')[1]), []);
    equal($lacks('Error', rest('POST', '/convert', ['text' => 'nothing', 'to' => 'KRW'])[1]), []);
});

test('search and totals of the desk', function () {
    as_user('editor');
    $search = fn(array $filter) => rest('GET', '/archive', $filter + ['per_page' => 200])[1];
    true($search(['search' => '한결텔레콤'])['total'] > 0 && $search(['search' => '한결텔레콤 없는말'])['total'] === 0, 'words');
    equal(array_unique(array_column($search(['verdict' => 'accepted'])['cards'], 'verdict')), ['accepted']);
    equal($search(['from' => '2030'])['total'], 0);
    true($search(['kind' => 'investment', 'min' => '1000000'])['total'] > 0 && $search(['min' => '99000000000'])['total'] === 0, 'sums');
    $days = array_column(array_column($search(['order' => 'day', 'direction' => 'asc', 'kind' => 'investment'])['cards'], 'date'), 'from');
    $sorted = $days;
    sort($sorted);
    equal($days, $sorted);
    $totals = rest('GET', '/archive/totals', ['currency' => 'KRW', 'kind' => 'investment'])[1];
    equal([$totals['currency'], $totals['total']['counted'] > 0, bccomp_text($totals['total']['high'], '12000000000')], ['KRW', true, true]);
    equal(rest('GET', '/archive/totals', ['currency' => 'EUR'])[1]['currency'], 'EUR', 'without any filter');
    equal(rest('GET', '/archive/totals', ['currency' => 'KRW', 'search' => '없는말'])[1], ['totals' => []]);
});

/** Whether a decimal is at least another, both without sign or fraction that matters. */
function bccomp_text(string $a, string $b): bool
{
    return (float) $a >= (float) $b;
}

run_tests();
