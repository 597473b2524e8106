<?php
// The bridge alone, without WordPress: bridge_test.php PHP-FOLDER LIBRARY SCRATCH. Runs by load() on the command line, preloaded when PHP
// was started so (then ffi.enable is as the system has it), or on the extension where PHP has loaded that.
require __DIR__ . '/check.php';
[, $php, $library, $scratch] = $argv;
if (!class_exists('EntenteBridge', false)) {
    require "$php/EntenteBridge.php";
    $failure = fn(string $file, string $header = '') => failure_of(fn() => EntenteBridge::load($header ?: "$php/entente_ffi.h", $file));
    test('a library that is not there', fn() => equal($failure('/nowhere/lib.so')->getMessage(), 'The library /nowhere/lib.so is not there, or PHP may not read it.'));
    test('a header that is not there', fn() => true(str_contains($failure($library, '/nowhere/h')->getMessage(), 'The header /nowhere/h is not there'), 'names it'));
    test('a file that is no library', fn() => true(str_contains($failure(__FILE__)->getMessage(), 'cannot be used'), 'says so'));
    test('a library of another version', function () use ($failure, $php, $scratch) {
        $code = '';
        preg_match_all('/\b(entente_\w+)\(/', file_get_contents("$php/entente_ffi.h"), $names);
        foreach (array_unique($names[1]) as $name) {
            $code .= "int $name(void) { return 2; }\n";
        }
        file_put_contents("$scratch/other.c", $code);
        exec('cc -w -shared -fPIC -o ' . escapeshellarg("$scratch/other.so") . ' ' . escapeshellarg("$scratch/other.c"), $out, $code);
        equal($code, 0, 'the compiler');
        equal($failure("$scratch/other.so")->getMessage(), 'The library has version 2 of its interface; this plugin was made for version 1.');
    });
    test('loaded', fn() => EntenteBridge::load("$php/entente_ffi.h", $library));
} elseif (extension_loaded('entente')) {
    test('the extension needs no FFI', fn() => equal([ini_get('ffi.enable'), EntenteBridge::preloaded()], ['0', false]));
} else {
    test('preloaded', fn() => true(EntenteBridge::preloaded() && ini_get('ffi.enable') === 'preload', 'ffi.enable is untouched'));
    
}

test('version', fn() => equal(EntenteBridge::version()['abi'], 1));
test('an article', function () {
    $json = json_decode(EntenteBridge::extract(['title' => '', 'body' => '가온전자는 새벽로보틱스에 120억원을 투자했다.', 'published' => '2024-05-04']), true);
    equal([$json['deals'][0]['kind'], $json['deals'][0]['status']], ['investment', 'completed']);
    equal($json['amounts'][0]['normalized']['currency'], 'USD');
});
test('an article as HTML, in another currency', function () {
    $body = '<!-- wp:paragraph --><p>가온전자는 <b>새벽로보틱스</b>에 120억원을 투자했다.</p><!-- /wp:paragraph -->';
    $json = json_decode(EntenteBridge::extract(['body' => $body, 'html' => true, 'published' => '2024-05-04'], ['currency' => 'EUR']), true);
    equal(count($json['deals']), 1);
    equal($json['amounts'][0]['normalized']['currency'], 'EUR');
    $span = $json['deals'][0]['evidence'][0];
    true(str_contains(substr($body, $span['begin'], $span['end'] - $span['begin']), '<b>새벽로보틱스</b>'), 'offsets count in the source');
});
test('NUL, emoji, right-to-left and empty texts', function () {
    foreach (["\0", "😀 שלום 가온전자는 새벽로보틱스에 120억원을 투자했다.", '', '<p', '&#0;'] as $text) {
        true(json_decode(EntenteBridge::extract(['body' => $text, 'html' => true])) !== null, 'JSON');
    }
});
test('a text that is no UTF-8 names the place', function () {
    $problem = failure_of(fn() => EntenteBridge::extract(['body' => "ab\xff"]));
    equal([$problem->status, $problem->origin !== ''], ['bad_text', true]);
});
test('a bad day, language and currency are refused', function () {
    equal(failure_of(fn() => EntenteBridge::extract(['body' => 'x', 'published' => 'yesterday']))->status, 'invalid_argument');
    equal(failure_of(fn() => EntenteBridge::extract(['body' => 'x', 'language' => 'xx']))->status, 'invalid_argument');
    equal(failure_of(fn() => EntenteBridge::extract(['body' => 'x'], ['currency' => 'XYZ9']))->status, 'invalid_argument');
});
test('own names from a lexicon; a mistake in one names file and line', function () use ($scratch) {
    file_put_contents("$scratch/own.tsv", "name\tkind\taliases\n누리솔루스\tcompany\t누리솔\n");
    $json = json_decode(EntenteBridge::extract(['body' => '누리솔은 새벽로보틱스에 120억원을 투자했다.'], ['lexicons' => ["$scratch/own.tsv"]]), true);
    true(in_array('누리솔루스', array_column($json['parties'], 'name'), true), 'the canonical name');
    file_put_contents("$scratch/bad.tsv", "name\tkind\n가\tnothing\n");
    $problem = failure_of(fn() => EntenteBridge::extract(['body' => 'x'], ['lexicons' => ["$scratch/bad.tsv"]]));
    equal([$problem->status, str_ends_with($problem->origin, 'bad.tsv:2')], ['bad_pack', true]);
});
test('daily rates from a file; when it is written anew it is read anew', function () use ($scratch) {
    $rate = function (string $krw) use ($scratch): string {
        file_put_contents("$scratch/rates.csv", "Date,USD,KRW,\n2026-11-20,1.00,$krw,\n");
        clearstatcache();
        $json = json_decode(EntenteBridge::extract(['body' => '가온전자는 새벽로보틱스에 120억원을 투자했다.', 'published' => '2026-11-21'], ['rates' => "$scratch/rates.csv"]), true);
        return $json['amounts'][0]['normalized']['high'] . ' ' . $json['amounts'][0]['normalized']['rate_date'];
    };
    equal([$rate('1000'), $rate('12000')], ['12000000 2026-11-20', '1000000 2026-11-20']);
    equal(failure_of(fn() => EntenteBridge::extract(['body' => 'x'], ['rates' => '/nowhere/rates.csv']))->status, 'not_found');
});
test('more combinations of settings than there are places for kept engines', function () use ($scratch) {
    for ($i = 0; $i < 20; ++$i) {
        file_put_contents("$scratch/names-$i.tsv", "name\tkind\n누리솔루스$i\tcompany\n");
        true(EntenteBridge::extract(['body' => 'x'], ['lexicons' => ["$scratch/names-$i.tsv"]]) !== '', 'read');
    }
});
test('a sum is converted at the rate of its day', function () {
    $json = json_decode(EntenteBridge::convert('337억 크로나', 'KRW', '2024-06-04'), true);
    equal([$json['amounts'][0]['low'], $json['amounts'][0]['normalized']['currency'], $json['amounts'][0]['normalized']['rate_date']], ['33700000000', 'KRW', '2024-06']);
    equal(failure_of(fn() => EntenteBridge::convert('nothing', 'KRW', ''))->status, 'not_found');
});
test('the archive keeps, answers and forgets', function () use ($scratch) {
    $path = "$scratch/site.archive";
    array_map('unlink', glob("$path*"));
    equal(failure_of(fn() => EntenteBridge::archiveAsk($path, '{}'))->status, 'not_found');
    equal(EntenteBridge::archiveRemove($path, 'post-1'), false);
    $deal = EntenteBridge::extract(['id' => 'post-1', 'body' => '가온전자는 새벽로보틱스에 120억원을 투자했다.', 'published' => '2024-05-04']);
    EntenteBridge::archivePut($path, 'USD', $deal, 'a title', '가온전자는 새벽로보틱스에 120억원을 투자했다.');
    EntenteBridge::archivePut($path, 'USD', $deal, 'a title', '가온전자는 새벽로보틱스에 120억원을 투자했다.');
    $found = json_decode(EntenteBridge::archiveAsk($path, '{"ask":"deals","where":{"parties":["가온전자"]}}'), true);
    equal([count($found['deals']), $found['deals'][0]['reports'][0]['article']], [1, 'post-1']);
    EntenteBridge::archiveCheck($path);
    equal(EntenteBridge::archiveRemove($path, 'post-1'), true);
    equal(json_decode(EntenteBridge::archiveAsk($path, '{"ask":"deals"}'), true)['deals'], []);
    equal(failure_of(fn() => EntenteBridge::archiveAsk($path, '{"ask":"deals","wher":{}}'))->status, 'invalid_argument');
    EntenteBridge::archiveClose();
});
test('5,000 articles do not grow the process', function () {
    $rss = fn() => (int) preg_replace('/.*VmRSS:\s*(\d+).*/s', '$1', file_get_contents('/proc/self/status'));
    $read = fn(int $times) => array_map(fn() => EntenteBridge::extract(['body' => '가온전자는 새벽로보틱스에 120억원을 투자했다.']), range(1, $times));
    $read(1000);
    $before = $rss();
    for ($i = 0; $i < 5; ++$i) {
        $read(1000);
    }
    true($rss() - $before < 16384, 'grew by ' . ($rss() - $before) . ' KiB');
});
run_tests();
