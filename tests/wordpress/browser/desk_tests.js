// The settings page, the backlog, the desk, and both languages.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { test, page, openEditor, openSidebar, saveDraft, type, card, fonts, shot, act, BASE } = require('./lib.js');

test('(5) the settings page says that the engine works, and which way it runs', async (t) => {
  const p = (t.admin = await page(t.browser, 'admin'));
  await p.goto(BASE + '/wp-admin/options-general.php?page=entente');
  const health = p.locator('.entente-health');
  assert.deepEqual([await health.getAttribute('data-ok'), await health.getAttribute('data-way')], ['yes', process.env.WAY]);
  assert.match(await health.locator('[data-line=php]').textContent(), /ffi\.enable = preload/);
  assert.match(await health.locator('[data-line=rates]').textContent(), /\d{4}-\d{2}-\d{2} \(ECB\)/);
  await shot(p, '7-settings', { fullPage: true });
  await p.goto(BASE + '/wp-admin/site-health.php');
  await p.locator('#health-check-issues-good, #health-check-site-status-good').first().waitFor({ state: 'attached' });
  assert.match(await p.content(), /Entente finds deals/);
});

test('(4) settings are kept by the form; analysed while it is written', async (t) => {
  const p = t.admin;
  await p.goto(BASE + '/wp-admin/options-general.php?page=entente');
  await p.check('input[name="entente_settings[typing]"]');
  await p.fill('#entente-pause', '1');
  await Promise.all([p.waitForURL(/settings-updated/), p.click('#submit')]);
  assert.equal(await p.isChecked('input[name="entente_settings[typing]"]'), true);
  await openEditor(p);
  await openSidebar(p);
  await type(p, ['속보', '가온전자는 새벽로보틱스에 120억원을 투자했다.']);
  await card(p, 'investment').waitFor();
  assert.equal(await p.locator('.entente-status').getAttribute('data-state'), 'preview');
  const set = async (name, on) => {
    await p.goto(BASE + '/wp-admin/options-general.php?page=entente');
    await p.setChecked(`input[name="entente_settings[${name}]"]`, on);
    await Promise.all([p.waitForURL(/settings-updated/), p.click('#submit')]);
  };
  await set('typing', false);
  await set('on_save', false);
  await openEditor(p);
  await openSidebar(p);
  await type(p, ['누를 때만', '가온전자는 새벽로보틱스에 120억원을 투자했다.']);
  await saveDraft(p);
  await p.locator('.entente-status[data-state=stored][data-busy=false]').waitFor();
  assert.equal(await p.locator('.entente-status').textContent(), 'Not analysed yet');
  await set('on_save', true);
});

test('(7) the backlog by the button: progress, pause, go on after the page was closed, done', async (t) => {
  act('many', 200);
  const p = t.admin;
  const address = BASE + '/wp-admin/options-general.php?page=entente';
  const state = (wanted) => p.locator(`#entente-batch[data-state=${wanted}]`).waitFor({ timeout: 60000 });
  await p.goto(address);
  await p.locator('#entente-batch[data-state]').waitFor();
  await p.click('[data-act=start]');
  await state('running');
  await p.click('[data-act=pause]');
  await state('paused');
  const done = Number(await p.locator('#entente-batch').getAttribute('data-done'));
  await p.goto(address);
  await state('paused');
  assert.ok(Number(await p.locator('#entente-batch').getAttribute('data-done')) >= done);
  await p.click('[data-act=resume]');
  await state('done');
  assert.equal(await p.locator('#entente-batch progress').evaluate((bar) => bar.value), 1);
  assert.match(await p.locator('.entente-batch-status').textContent(), /done: \d+ posts read, 0 left/);
});

test('the desk: search, filters, decisions, totals in a chosen currency; (9) in Korean', async (t) => {
  act('korean', 'editor');
  const p = (t.editor = await page(t.browser, 'editor'));
  await p.goto(BASE + '/wp-admin/admin.php?page=entente-deals&verdict=suggested&search=' + encodeURIComponent('149억원'));
  const row = p.locator('tr[data-key]').first();
  assert.equal(await p.locator('tr[data-key]').count(), 1);
  assert.match(await row.textContent(), /투자, 완료.*가온전자 \(투자자\).*149억원/s);
  await row.locator('[data-decide=accepted]').click();
  await p.locator('tr[data-key][data-verdict=accepted]').waitFor();
  assert.equal(await row.locator('[data-decide=accepted]').getAttribute('aria-pressed'), 'true');
  await p.goto(BASE + '/wp-admin/admin.php?page=entente-deals&verdict=accepted&from=2024-03&to=2024-03&currency=KRW');
  assert.equal(await p.locator('.entente-totals tfoot td[data-currency=KRW]').getAttribute('data-high').then(Number), 14900000000);
  assert.match(await p.locator('.entente-filters').textContent(), /검색.*결정.*종류/s);
  const painted = await fonts(p, 'tr[data-key] td');
  assert.ok(painted.some((font) => /Nanum|Noto Sans (CJK )?KR|Noto Sans CJK/.test(font)), painted.join());
  await p.goto(BASE + '/wp-admin/admin.php?page=entente-deals&currency=KRW');
  assert.ok(Number(await p.locator('.entente-totals tfoot td[data-currency=KRW]').getAttribute('data-high')) > 14900000000, 'totals without a filter');
  await shot(p, '8-desk');
  assert.equal(await p.locator('.entente-filters input:not([type=hidden]):not([type=submit]), .entente-filters select').evaluateAll((all) => all.filter((one) => !one.labels.length).length), 0, 'every filter has a label');
});

test('(15) the buttons of the desk give CSV and JSON of accepted deals', async (t) => {
  const p = t.editor;
  await p.goto(BASE + '/wp-admin/admin.php?page=entente-deals&from=2024-03&to=2024-03');
  for (const [name, check] of [
    ['csv', (text) => assert.match(text, /^\uFEFFpost,title,.*\r?\n.*149억원/s)],
    ['json', (text) => assert.deepEqual(JSON.parse(text).map((deal) => deal.amount.low), ['14900000000'])],
  ]) {
    const [download] = await Promise.all([p.waitForEvent('download'), p.click('.entente-' + name)]);
    check(fs.readFileSync(await download.path(), 'utf-8'));
  }
  const reader = await page(t.browser, '');
  assert.notEqual((await reader.goto(BASE + '/wp-admin/admin-post.php?action=entente_export&format=csv').catch(() => null))?.headers()['content-type'], 'text/csv; charset=utf-8');
  await reader.context().close();
});

test('(9) the sidebar speaks Korean to those who do', async (t) => {
  const p = t.editor;
  await openEditor(p);
  await type(p, ['한국어 화면', '가온전자는 새벽로보틱스에 120억원을 투자했다. 스웨덴 볼보는 한국에 337억 크로나(약 4조 4000만원)를 투자한다고 밝혔다.']);
  await openSidebar(p);
  assert.equal(await p.locator('.entente-analyse').textContent(), '본문 분석');
  await p.click('.entente-analyse');
  await card(p, 'investment').waitFor();
  assert.match(await card(p, 'investment').textContent(), /투자.*투자자.*피투자자.*금액.*환율.*수락.*거부.*수정/s);
  assert.match(await p.locator('.entente-warnings').textContent(), /환산 금액이 맞지 않습니다/);
  await shot(p, '9-korean');
});

test('the archive of accepted deals is not to be read over the web, and can be made anew', async (t) => {
  const uploads = process.env.SITE + '/wp-content/uploads';
  const [file] = fs.readdirSync(uploads).filter((name) => /^\.ht\.entente-.*\.archive$/.test(name));
  assert.ok(file, 'it is there');
  assert.ok([403, 404].includes((await t.reader.request.get(`${BASE}/wp-content/uploads/${file}`)).status()));
  const p = t.admin;
  await p.goto(BASE + '/wp-admin/options-general.php?page=entente');
  await Promise.all([p.waitForURL(/rebuilt=\d+/), p.click('form[action*="admin-post.php"] [type=submit]')]);
  assert.match(await p.locator('.notice-success').textContent(), /made anew from [1-9]\d* posts/);
});
