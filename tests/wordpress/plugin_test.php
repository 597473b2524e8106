<?php
// The plugin inside a real WordPress, without a browser: plugin_test.php SITE. Readings, decisions, rights, settings, pages. Leaves posts behind.
use Entente\{Front, Health, Markup, Review, Row, Settings, Store};

require __DIR__ . '/in_site.php';

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
