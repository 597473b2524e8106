<?php
// The plugin with the service of examples/service instead of FFI: service_plugin_test.php SITE, with ENTENTE_SERVICE in the environment.
use Entente\{Engine, EngineError, Health, Review, SiteArchive, Store};

require __DIR__ . '/site/load.php';
require __DIR__ . '/check.php';
const TEXT = '<!-- wp:paragraph --><p>가온전자는 새벽로보틱스에 120억원을 투자했다.</p><!-- /wp:paragraph -->';

test('the health page says that the service is used', function () {
    $report = Health::report();
    equal([$report['ok'], $report['way'], $report['error'], class_exists('EntenteBridge', false)], [true, 'service', null, false]);
});
test('posts are read, decided and edited', function () {
    wp_set_current_user(1);
    $id = wp_insert_post(['post_title' => 'x', 'post_content' => TEXT, 'post_status' => 'publish']);
    equal(Store::state($id)['error'], null);
    Review::decide($id, Store::rows($id)[0]->key, ['verdict' => 'accepted', 'edits' => ['amount' => '150억원']], null);
    equal(Store::accepted($id)[0]->effective()['amount']['low'], '15000000000');
    equal(SiteArchive::late(), [], 'without the library there is no archive, and nothing waits for one');
});
test('what the service refuses arrives in words', function () {
    equal(failure_of(fn() => Engine::convert('nothing', 'KRW', ''))->status, 'not_found');
});
run_tests();
