// The block editor and the public page: write, analyse, look, decide, save, publish, change, analyse again.
'use strict';
const assert = require('node:assert/strict');
const { test, page, openEditor, openSidebar, type, analyse, saveDraft, publish, card, decide, rest, fonts, shot, canvas, expected, BASE } = require('./lib.js');

const LINES = [
  '가온전자, 새벽로보틱스에 120억원 투자',
  '가온전자는 새벽로보틱스에 120억원을 투자했다.',
  '한결텔레콤은 한국전자와 업무협약을 체결했다.',
  '스웨덴 볼보는 한국에 337억 크로나(약 4조 4000만원)를 투자한다고 밝혔다.',
];

test('(1) a preview of the unsaved text, warnings first, cards with all that was read', async (t) => {
  const p = (t.author = await page(t.browser, 'author'));
  t.post = await openEditor(p);
  await type(p, LINES);
  await p.keyboard.insertText('/entente');
  await p.locator('.components-autocomplete__result').first().waitFor();
  await p.keyboard.press('Enter');
  await openSidebar(p);
  await analyse(p);
  await p.locator('.entente-status[data-state=preview]').waitFor();
  assert.ok((await p.locator('.entente-card').count()) >= 2);
  const one = card(p, 'investment');
  assert.match(await one.locator('h3').textContent(), /Investment.*completed/);
  assert.deepEqual(await one.locator('.entente-party dd').allTextContents(), ['가온전자', '새벽로보틱스']);
  assert.deepEqual(await one.locator('.entente-party dt').allTextContents(), ['investor', 'investee']);
  assert.match(await one.locator('.entente-sum').textContent(), /120억원.*= USD.*at the rate of \d{4}-\d{2}.* \(.+\)/s);
  assert.match(await one.locator('.entente-date').textContent(), /\d{4}-\d{2}-\d{2}/);
  assert.match(await one.locator('.entente-confidence').textContent(), /\d+ %/);
  assert.equal(await p.locator('.entente-warnings li[data-code=conversion_off]').count(), 1);
  assert.ok(await p.evaluate(() => document.querySelector('.entente-warnings').compareDocumentPosition(document.querySelector('.entente-cards')) & Node.DOCUMENT_POSITION_FOLLOWING), 'warnings stand before cards');
  assert.deepEqual((await rest(p, '/posts/' + t.post)).data.cards, [], 'nothing was kept');
  await shot(p, '1-preview');
});

test('(3) a click on the words marks them in the text', async ({ author: p }) => {
  const words = card(p, 'partnership').locator('.entente-evidence').first();
  await words.click();
  assert.equal(await p.evaluate(() => entente.marked()), '한결텔레콤은 한국전자와 업무협약을 체결했다.');
  await p.locator('.entente-warnings .entente-evidence').first().click();
  assert.match(await p.evaluate(() => entente.marked()), /337억 크로나/);
  await shot(p, '2-marked');
});

test('(2) accept, reject and edit; (12) by the keyboard, with pressed buttons and a status line', async (t) => {
  const p = t.author;
  const accept = card(p, 'partnership').locator('.entente-accepted');
  assert.equal(await accept.getAttribute('aria-pressed'), 'false');
  await accept.focus();
  await p.keyboard.press('Enter');
  await p.locator('.entente-card[data-kind=partnership][data-verdict=accepted]').waitFor();
  assert.equal(await accept.getAttribute('aria-pressed'), 'true');
  await accept.focus();
  await p.keyboard.press('Tab');
  assert.ok(await p.evaluate(() => document.activeElement.classList.contains('entente-rejected')), 'Tab goes on to the next button');
  await card(p, 'investment').locator('.entente-edit').click();
  const form = p.locator('.entente-form');
  assert.ok(await p.evaluate(() => document.activeElement.closest('.entente-form') !== null), 'the form takes the focus');
  assert.deepEqual(await form.locator('input, select').evaluateAll((fields) => fields.filter((field) => !field.labels || !field.labels.length).length), 0, 'every field has a label');
  await form.locator('.entente-form-subject input').fill('로봇 <b>"관절" & 손</b>');
  await form.locator('.entente-form-amount input').fill('아주 많이');
  await form.locator('.entente-save').click();
  await p.locator('.entente-error').waitFor();
  assert.match(await p.locator('.entente-error').textContent(), /“아주 많이” is no sum/);
  await form.locator('.entente-form-amount input').fill('150억원');
  await form.locator('.entente-save').click();
  await p.locator('.entente-card[data-kind=investment][data-edited=true]').waitFor();
  assert.match(await card(p, 'investment').locator('.entente-sum').textContent(), /150억원.*= USD/s);
  await decide(p, 'investment', 'accepted');
  assert.equal(await p.locator('.entente-status[role=status]').count(), 1);
  const nameless = await p.locator('.interface-complementary-area button').evaluateAll((all) => all.filter((one) => !(one.getAttribute('aria-label') || one.textContent).trim()).length);
  assert.equal(nameless, 0, 'every button has a name');
  await shot(p, '3-decided');
});

test('saving and loading again keeps decisions', async (t) => {
  const p = t.author;
  await saveDraft(p);
  await p.locator('.entente-status[data-state=stored]').waitFor();
  await openEditor(p, t.post);
  await openSidebar(p);
  await p.locator('.entente-card[data-kind=partnership][data-verdict=accepted]').waitFor();
  assert.equal(await card(p, 'investment').getAttribute('data-edited'), 'true');
});

test('(8) the public page has accepted deals alone, as a table and as data; (9) in a Korean font', async (t) => {
  const p = t.author;
  await publish(p);
  const reader = (t.reader = await page(t.browser, ''));
  await reader.goto(BASE + '/?p=' + t.post);
  await reader.locator('section.entente-deals').waitFor();
  assert.equal(await reader.locator('section.entente-deals tbody tr').count(), 2);
  assert.match(await reader.locator('section.entente-deals').textContent(), /가온전자 \(investor\).*150억원/s);
  const data = JSON.parse(await reader.locator('script.entente-markup').textContent());
  assert.deepEqual(data.mentions.map((one) => one['@type']).sort(), ['JoinAction', 'MoneyTransfer']);
  const painted = await fonts(reader, 'section.entente-deals tbody td:nth-child(2)');
  assert.ok(painted.some((font) => /Nanum|Noto Sans (CJK )?KR|Noto Sans CJK/.test(font)), painted.join());
  await shot(reader, '4-public', { fullPage: true });
});

test('reject after publication: the page and the data go', async (t) => {
  const p = t.author;
  await openEditor(p, t.post);
  await openSidebar(p);
  await p.locator('.entente-card').first().waitFor();
  await decide(p, 'partnership', 'rejected');
  await t.reader.reload();
  assert.equal(await t.reader.locator('section.entente-deals tbody tr').count(), 1);
  assert.equal(JSON.parse(await t.reader.locator('script.entente-markup').textContent()).mentions.length, 1);
});

test('(2) analysed again after the text has changed: decisions stay, the page keeps what was accepted', async (t) => {
  const p = t.author;
  await p.evaluate(() => {
    const { select, dispatch } = wp.data;
    const block = select('core/block-editor').getBlocks()[0];
    dispatch('core/editor').editPost({ title: '가온전자, 새벽로보틱스에 170억원 투자' });
    dispatch('core/block-editor').updateBlockAttributes(block.clientId, { content: '두 회사가 발표했다. 가온전자는 새벽로보틱스에 170억원을 투자했다.' });
  });
  await analyse(p);
  const one = card(p, 'investment');
  assert.deepEqual([await one.getAttribute('data-verdict'), await one.getAttribute('data-changed') !== null], ['accepted', true]);
  assert.equal(await card(p, 'partnership').getAttribute('data-verdict'), 'rejected');
  await decide(p, 'investment', 'suggested');
  assert.match(await one.locator('.entente-sum').textContent(), /170억원/, 'restored as it is read');
  await decide(p, 'investment', 'accepted');
  await p.click('.editor-post-publish-button');
  await p.waitForFunction(() => !wp.data.select('core/editor').isSavingPost() && !wp.data.select('core/editor').isEditedPostDirty());
  await t.reader.reload();
  assert.match(await t.reader.locator('section.entente-deals').textContent(), /170억원/);
});

test('earlier deals of the same parties stand on the card, with a link', async (t) => {
  const p = t.author;
  t.second = await openEditor(p);
  await type(p, ['다시 투자', '가온전자는 새벽로보틱스에 300억원을 투자했다.']);
  await openSidebar(p);
  await analyse(p);
  await p.locator('.entente-earlier a').first().waitFor();
  assert.match(await p.locator('.entente-earlier').first().textContent(), /가온전자, 새벽로보틱스에 170억원 투자/);
  await shot(p, '5-earlier');
  await decide(p, 'investment', 'accepted');
  await publish(p);
});

test('timeline and network, of the article and of the site', async (t) => {
  const p = t.author;
  const made = await p.evaluate((first) => wp.apiFetch({ path: '/wp/v2/posts', method: 'POST', data: { title: '한눈에', status: 'publish', content:
    `<!-- wp:entente/deals {"view":"timeline","scope":"site"} /-->\n\n<!-- wp:entente/deals {"view":"network","scope":"site"} /-->\n\n<!-- wp:shortcode -->\n[entente_deals post="${first}" view="table"]\n<!-- /wp:shortcode -->` } }), t.post);
  await t.reader.goto(BASE + '/?p=' + made.id);
  assert.ok((await t.reader.locator('.entente-deals[data-view=timeline] li').count()) >= 2);
  assert.ok((await t.reader.locator('.entente-deals[data-view=network] circle').count()) >= 2);
  assert.ok((await t.reader.locator('.entente-deals[data-view=network] svg').getAttribute('aria-label')).length > 0);
  assert.equal(await t.reader.locator('.entente-deals[data-view=table] tbody tr').count(), 1);
  await shot(t.reader, '6-site', { fullPage: true });
});

test('the block shows in the editor what readers will see', async (t) => {
  const p = t.author;
  await openEditor(p, t.post);
  await (await canvas(p)).locator('[data-type="entente/deals"] table').waitFor();
});

test('a post of 200 KB, broken markup, emoji and right-to-left text: analysed, saved, not changed', async (t) => {
  const p = t.author;
  expected.push(/Block validation failed/);  // WordPress 6.1 on broken markup
  const deal = '가온전자는 새벽로보틱스에 120억원을 투자했다.';
  const made = {
    long: Array(50).fill(`<!-- wp:paragraph -->\n<p>${(deal + ' 한결텔레콤은 한국전자와 업무협약을 체결했다. ').repeat(32)}</p>\n<!-- /wp:paragraph -->`).join('\n\n'),
    markup: `<!-- wp:html -->\n<p><b>${deal}<div></p><table><tr><td>${deal}</b>\n<!-- /wp:html -->`,
    scripts: `<!-- wp:paragraph -->\n<p>😀👩‍👩‍👧 שלום עולם ${deal} مرحبا</p>\n<!-- /wp:paragraph -->`,
  };
  for (const [name, content] of Object.entries(made)) {
    const { id, content: kept } = await p.evaluate((text) => wp.apiFetch({ path: '/wp/v2/posts', method: 'POST', data: { title: 'x', status: 'draft', content: text } }), content);
    await openEditor(p, id);
    await openSidebar(p);
    await analyse(p);
    assert.equal(await p.locator('.entente-error').count(), 0, name);
    assert.ok((await p.locator('.entente-card').count()) >= 1, name);
    if (name === 'scripts') {
      await p.locator('.entente-evidence').first().click();
      assert.match(await p.evaluate(() => entente.marked()), /새벽로보틱스에 120억원/);
    }
    await p.evaluate(() => wp.data.dispatch('core/editor').editPost({ excerpt: 'saved' }));
    await saveDraft(p);
    const now = await p.evaluate((post) => wp.apiFetch({ path: '/wp/v2/posts/' + post + '?context=edit' }), id);
    assert.equal(now.content.raw, kept.raw, name + ' is as it was');
  }
});

test('(6) rights in the browser: 401 without a session or a nonce, 403 for the posts of others, 200 for the own', async (t) => {
  const p = t.author;
  assert.equal((await rest(t.reader, '/posts/' + t.post)).status, 401);
  assert.equal((await rest(t.reader, '/preview', { method: 'POST', body: { content: 'x' } })).status, 401);
  assert.equal((await rest(p, '/posts/' + t.post)).status, 200);
  assert.equal((await rest(p, '/posts/' + t.post, { withoutNonce: true })).status, 401);
  assert.equal((await rest(p, '/health')).status, 403);
  const other = await page(t.browser, 'contributor');
  await openEditor(other);
  assert.equal((await rest(other, '/posts/' + t.post)).status, 403);
  await other.context().close();
});
