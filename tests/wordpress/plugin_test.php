<?php
// The plugin inside a real WordPress, without a browser: plugin_test.php SITE. Leaves posts behind for the browser test.
use Entente\{Analysis, Article, Batch, Engine, Export, Front, Health, Markup, Reading, Render, Review, Row, Settings, SiteArchive, Store};

require __DIR__ . '/site/load.php';
require __DIR__ . '/check.php';
const INVESTMENT = '가온전자는 새벽로보틱스에 120억원을 투자했다.';
const PACT = '한결텔레콤은 한국전자와 업무협약을 체결했다.';

function as_user(string $login): void
{
    wp_set_current_user($login === '' ? 0 : get_user_by('login', $login)->ID);
}

function make_post(string $content, string $status = 'publish', string $title = '', string $day = '2024-05-04 09:00:00', string $author = 'author'): int
{
    $id = wp_insert_post(wp_slash(['post_title' => $title, 'post_content' => $content, 'post_status' => $status, 'post_date' => $day, 'post_author' => get_user_by('login', $author)->ID]), true);
    return is_wp_error($id) ? throw new LogicException($id->get_error_message()) : $id;
}

function paragraphs(string ...$texts): string
{
    return implode("\n\n", array_map(fn($text) => "<!-- wp:paragraph -->\n<p>$text</p>\n<!-- /wp:paragraph -->", $texts));
}

/** @return array{int, mixed} number of HTTP and data */
function rest(string $method, string $route, array $data = []): array
{
    $request = new WP_REST_Request($method, "/entente/v1$route");
    $method === 'GET' ? $request->set_query_params($data) : $request->set_body_params($data);
    $response = rest_do_request($request);
    return [$response->get_status(), json_decode(json_encode($response->get_data()), true)];
}

test('(5) health: a known sentence, on the settings page and in Site Health', function () {
    $report = Health::report();
    equal([$report['ok'], $report['way'], $report['error']], [true, extension_loaded('entente') ? 'extension' : 'ffi', null]);
    equal(Health::siteStatus()['status'], 'good');
    true(isset(apply_filters('site_status_tests', ['direct' => []])['direct']['entente']), 'Site Health asks');
});

test('saving reads; saving again without a change reads nothing', function () {
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT));
    $rows = Store::rows($id);
    equal([count($rows), $rows[0]->card['kind'], $rows[0]->verdict], [1, 'investment', 'suggested']);
    equal($rows[0]->card['evidence'], [['field' => 'body', 'text' => INVESTMENT]]);
    $before = Store::state($id);
    wp_update_post(['ID' => $id, 'post_excerpt' => 'x']);
    equal(Store::state($id), $before);
});

test('revisions, autosaves, drafts of the system and other post types are left alone', function () {
    global $wpdb;
    as_user('author');
    $page = wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_content' => paragraphs(INVESTMENT)]);
    equal(Store::rows($page), []);
    $draft = make_post(paragraphs(INVESTMENT), 'auto-draft');
    equal(Store::rows($draft), []);
    wp_update_post(['ID' => make_post(paragraphs(INVESTMENT), 'draft'), 'post_content' => paragraphs(PACT)]);
    equal((int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Store::table() . " d JOIN {$wpdb->posts} p ON p.ID = d.post_id WHERE p.post_type = 'revision'"), 0);
});

test('(2) accept, reject, edit and restore are kept through readings of changed text', function () {
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT, PACT), 'draft');
    [$first, $second] = Store::rows($id);
    Review::decide($id, $first->key, ['verdict' => 'accepted'], null);
    Review::decide($id, $second->key, ['verdict' => 'rejected'], null);
    wp_update_post(['ID' => $id, 'post_content' => paragraphs('새로 쓴 첫 문장이다.', PACT, INVESTMENT)]);
    equal(array_column(array_map(fn(Row $row) => $row->columns(), Store::rows($id)), 'verdict'), ['rejected', 'accepted'], 'in the order of the text');
    // another sum: the decision stays, the page keeps what was accepted, and the card says so
    wp_update_post(['ID' => $id, 'post_content' => paragraphs(PACT, str_replace('120억', '130억', INVESTMENT))]);
    $row = Store::accepted($id)[0];
    equal([$row->effective()['amount']['text'], $row->view()['changed'], $row->view()['now']['amount']['text']], ['120억원', true, '130억원']);
    // another party: still the same decision
    wp_update_post(['ID' => $id, 'post_content' => paragraphs(PACT, '가온전자와 누리전자는 새벽로보틱스에 120억원을 투자했다.')]);
    equal(count(Store::accepted($id)), 1);
    // gone from the text: accepted stays with a note, and comes back as it was
    wp_update_post(['ID' => $id, 'post_content' => paragraphs(PACT)]);
    equal([count(Store::accepted($id)), Store::accepted($id)[0]->found], [1, false]);
    wp_update_post(['ID' => $id, 'post_content' => paragraphs(INVESTMENT)]);
    equal([count(Store::accepted($id)), Store::accepted($id)[0]->found], [1, true]);
    $row = Store::accepted($id)[0];
    Review::decide($id, $row->key, ['edits' => ['amount' => '1억 2000만 달러', 'status' => 'agreed', 'subject' => '로봇 <b>"관절"</b> \\n']], null);
    $row = Store::accepted($id)[0];
    equal([$row->effective()['amount']['low'], $row->effective()['amount']['currency'], $row->effective()['status'], $row->effective()['subject']], ['120000000', 'USD', 'agreed', '로봇 "관절" \\n']);
    wp_update_post(['ID' => $id, 'post_content' => paragraphs('한 문장 더.', INVESTMENT)]);
    equal(Store::accepted($id)[0]->effective()['status'], 'agreed', 'the edit is kept');
    Review::decide($id, $row->key, ['verdict' => 'suggested'], null);
    $row = Store::rows($id)[0];
    equal([$row->verdict, $row->edits, $row->effective()['status'], $row->effective()['amount']['text']], ['suggested', null, 'completed', '120억원']);
    wp_update_post(['ID' => $id, 'post_content' => paragraphs('아무 일도 없었다.')]);
    equal(array_values(array_filter(Store::rows($id), fn(Row $row) => $row->verdict === 'suggested')), [], 'a suggestion that is not found goes');
});

test('the classic editor: paragraphs by blank lines, and a box with what was found', function () {
    as_user('author');
    $id = make_post(INVESTMENT . "\n\n" . PACT, 'draft');
    equal(array_map(fn(Row $row) => $row->card['evidence'], Store::rows($id)), [[['field' => 'body', 'text' => INVESTMENT]], [['field' => 'body', 'text' => PACT]]]);
    $row = Store::rows($id)[0];
    $row->card['parties'][0]['name'] = '<img src=x>';
    Store::save($row);
    ob_start();
    Entente\Editor::box(get_post($id));
    $box = ob_get_clean();
    true(str_contains($box, '&lt;img') && !str_contains($box, '<img') && str_contains($box, '한결텔레콤'), 'escaped');
});

test('what all articles show: published ones of the chosen types', function () {
    as_user('author');
    $id = make_post(paragraphs('한빛제약은 한국전자와 업무협약을 체결했다.'));
    Review::decide($id, Store::rows($id)[0]->key, ['verdict' => 'accepted'], null);
    $shown = fn() => str_contains(do_shortcode('[entente_deals scope=site party=한빛제약]'), '한빛제약');
    equal($shown(), true);
    wp_update_post(['ID' => $id, 'post_password' => 'secret']);
    equal($shown(), false, 'a password');
    wp_update_post(['ID' => $id, 'post_password' => '']);
    equal($shown(), true);
    foreach ([['page'], []] as $types) {
        update_option(Settings::OPTION, ['post_types' => $types] + Settings::defaults());
        equal($shown(), false, 'another type');
        delete_option(Settings::OPTION);
    }
    wp_update_post(['ID' => $id, 'post_status' => 'private']);
    equal($shown(), false, 'private');
});

test('edits are checked in words for the editor', function () {
    as_user('author');
    $id = make_post(paragraphs(INVESTMENT), 'draft');
    $key = Store::rows($id)[0]->key;
    $said = fn(array $edits) => failure_of(fn() => Review::decide($id, $key, ['edits' => $edits], null))->getMessage();
    true(str_contains($said(['amount' => 'lots']), '“lots” is no sum'), 'sum');
    true(str_contains($said(['day' => '2024-02-30']), '“2024-02-30” is no day'), 'day');
    true(str_contains($said(['parties' => []]), 'at least one party'), 'parties');
    equal(Store::rows($id)[0]->edits, null, 'nothing was kept');
});

test('(1) a preview of an unsaved text keeps nothing; a decision in it is kept', function () {
    as_user('author');
    $id = make_post(paragraphs('아직 아무것도 없다.'), 'draft');
    [$code, $found] = rest('POST', '/preview', ['post' => $id, 'title' => '', 'content' => paragraphs(PACT)]);
    equal([$code, count($found['cards']), $found['schema'], count($found['deals'])], [200, 1, 1, 1]);
    equal(Store::rows($id), []);
    equal(rest('POST', "/posts/$id/deals/" . $found['cards'][0]['key'], ['verdict' => 'accepted', 'content' => paragraphs(PACT)])[0], 200);
    equal(count(Store::accepted($id)), 1);
    equal(rest('POST', "/posts/$id/deals/0123456789abcdef", ['verdict' => 'accepted'])[0], 404);
});

test('(6) rights: 401 without a user, 403 without the right, 200 with it, 400 for what the schema refuses', function () {
    $own = make_post(paragraphs(INVESTMENT), 'draft');
    $key = Store::rows($own)[0]->key;
    $routes = [
        ['POST', '/preview', ['content' => 'x'], ['author', 'editor', 'contributor', 'admin']],
        ['POST', '/convert', ['text' => '1 USD', 'to' => 'KRW', 'on' => '2024-06'], ['author', 'editor', 'contributor', 'admin']],
        ['GET', "/posts/$own", [], ['author', 'editor', 'admin']],
        ['POST', "/posts/$own/analyse", [], ['author', 'editor', 'admin']],
        ['POST', "/posts/$own/deals/$key", ['verdict' => 'accepted'], ['author', 'editor', 'admin']],
        ['POST', '/earlier', ['groups' => [['a', 'b']]], ['author', 'editor', 'contributor', 'admin']],
        ['GET', '/archive', [], ['editor', 'admin']],
        ['GET', '/archive/totals', [], ['editor', 'admin']],
        ['GET', '/batch', [], ['admin']],
        ['POST', '/batch', ['action' => 'pause'], ['admin']],
        ['GET', '/health', [], ['admin']],
    ];
    foreach ($routes as [$method, $route, $data, $who]) {
        foreach (['', 'subscriber', 'contributor', 'author', 'editor', 'admin'] as $user) {
            as_user($user);
            equal(rest($method, $route, $data)[0], in_array($user, $who, true) ? 200 : ($user === '' ? 401 : 403), "$method $route as '$user'");
        }
    }
    as_user('author');
    foreach ([['/preview', []], ['/preview', ['content' => ['x']]], ["/posts/$own/deals/$key", ['verdict' => 'perhaps']], ["/posts/$own/deals/$key", ['edits' => ['kind' => 'gift']]],
        ["/posts/$own/deals/$key", ['edits' => ['parties' => [['name' => 'x']]]]], ['/convert', ['text' => '1 USD', 'to' => 'won']]] as [$route, $data]) {
        equal(rest('POST', $route, $data)[0], 400, "$route refuses");
    }
    equal(rest('GET', '/posts/999999')[0], 403);
});

test('(4) settings: types, kinds, threshold, roles, by hand; what a form sends is made valid', function () {
    $with = function (array $change, callable $then): void {
        update_option(Settings::OPTION, array_merge(Settings::defaults(), $change));
        try {
            $then();
        } finally {
            delete_option(Settings::OPTION);
        }
    };
    as_user('author');
    $with(['on_save' => false], fn() => equal(Store::rows(make_post(paragraphs(INVESTMENT))), []));
    $with(['kinds' => ['partnership']], fn() => equal(array_map(fn(Row $row) => $row->card['kind'], Store::rows(make_post(paragraphs(INVESTMENT, PACT)))), ['partnership']));
    $with(['post_types' => ['page']], fn() => equal(Store::rows(make_post(paragraphs(INVESTMENT))), []));
    $with(['threshold' => 1.0], fn() => equal(Store::rows(make_post(paragraphs(INVESTMENT)))[0]->view()['below'], true));
    $with(['currency' => 'EUR'], fn() => equal(Store::rows(make_post(paragraphs(INVESTMENT)))[0]->card['amount']['normalized']['currency'], 'EUR'));
    $with(['roles' => ['editor']], function () {
        as_user('author');
        equal(rest('POST', '/preview', ['content' => 'x'])[0], 403);
        as_user('editor');
        equal(rest('POST', '/preview', ['content' => 'x'])[0], 200);
    });
    $clean = Settings::sanitize(['post_types' => ['post', 'nothing'], 'pause' => '900', 'threshold' => '7', 'currency' => 'XXX', 'roles' => 'editor', 'schedule' => 'yearly']);
    equal([$clean['post_types'], $clean['pause'], $clean['threshold'], $clean['currency'], $clean['roles'], $clean['schedule'], $clean['kinds']], [['post'], 30, 1.0, 'USD', ['editor'], 'off', []]);
    equal(Settings::sanitize('nonsense')['currency'], 'USD');
});

test('(8) table, timeline, network and JSON-LD: accepted deals only, and everything escaped', function () {
    as_user('author');
    $bad = '</script><img src=x onerror=alert(1)>';
    $id = make_post(paragraphs(INVESTMENT, PACT));
    [$first] = Store::rows($id);
    equal(do_shortcode("[entente_deals post=$id]"), '', 'nothing without acceptance');
    Review::decide($id, $first->key, ['verdict' => 'accepted'], null);
    foreach (Front::VIEWS as $view) {
        $html = do_shortcode("[entente_deals post=$id view=$view]");
        true(str_contains($html, '가온전자') && str_contains($html, '120억원') && !str_contains($html, '한결텔레콤'), $view);
    }
    $row = Store::accepted($id)[0];
    $row->accepted['parties'][0]['name'] = $row->accepted['amount']['text'] = $row->accepted['evidence'][0]['text'] = $bad;
    Store::save($row);
    foreach (Front::VIEWS as $view) {
        true(!str_contains(do_shortcode("[entente_deals post=$id view=$view]"), '<img'), "$view escapes");
    }
    $GLOBALS['wp_query'] = new WP_Query(['p' => $id]);
    $GLOBALS['wp_query']->the_post();
    ob_start();
    Markup::print();
    $printed = ob_get_clean();
    equal(substr_count($printed, '</script>'), 1, 'JSON-LD escapes');
    $data = json_decode(preg_replace('#^<script[^>]*>|</script>\s*$#', '', $printed), true);
    equal([$data['@type'], $data['mentions'][0]['@type'], $data['mentions'][0]['agent'][0]['name'], $data['mentions'][0]['amount'][0]['value']], ['NewsArticle', 'MoneyTransfer', $bad, '12000000000']);
    equal(count(apply_filters('wpseo_schema_graph', [['@type' => 'WebPage']])), 2, 'a piece of a graph that is there');
    foreach (['denied', 'rumoured', 'exploring', 'ended'] as $status) {
        equal(Markup::action(['status' => $status] + $row->effective()), null, "$status is no fact");
    }
    wp_reset_query();
    wp_update_post(['ID' => $id, 'post_password' => 'secret']);
    equal(do_shortcode("[entente_deals post=$id]"), '', 'nothing before the password');
    wp_update_post(['ID' => $id, 'post_password' => '', 'post_status' => 'draft']);
    as_user('');
    equal(do_shortcode("[entente_deals post=$id]"), '', 'nothing of a draft for readers');
    equal(do_shortcode('[entente_deals scope=site view="<b>" limit=-5]') !== null, true);
});

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

test('quotes, backslashes, emoji, right-to-left, broken markup and 200 KB come through as they are', function () {
    as_user('author');
    $texts = [
        '따옴표' => '대표는 "좋다", \\"아주\\" 좋다고 했다\\n. ' . INVESTMENT,
        'emoji' => '😀👩‍👩‍👧 שלום עולם ' . INVESTMENT . ' مرحبا ‮abc',
        'markup' => '<p><b>' . INVESTMENT . '<div></p><!-- wp:paragraph {"x": --><p <<table><td>' . PACT . '<![CDATA[',
        '200 KB' => str_repeat(INVESTMENT . ' ' . PACT . "\n\n", 750),
    ];
    foreach ($texts as $name => $text) {
        $content = $name === 'markup' ? $text : paragraphs($text);
        $id = make_post($content, 'draft');
        equal([get_post($id)->post_content === wp_kses_post($content) || get_post($id)->post_content === $content, Store::state($id)['error'] ?? null], [true, null], $name);
        true(count(Store::rows($id)) > 0, "$name: a deal is found");
        equal(rest('POST', '/preview', ['content' => $content, 'post' => $id])[0], 200, $name);
    }
});

run_tests();
