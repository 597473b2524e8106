// What goes wrong: no engine, no file, another version, no table, no database. Each is said clearly in the editor, and no text is lost.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { test, page, openEditor, openSidebar, type, analyse, saveDraft, publish, shot, act, shell, outside, errors, expected, BASE } = require('./lib.js');

// the browser names in its console what the server answers when an engine or a database is away
test('(14) no line of the plugin in the debug log, until here', async () => {
  assert.deepEqual(fs.readFileSync(process.env.WP_TEST_DEBUG_LOG, 'utf-8').split('\n').filter((line) => /plugins\/entente|Entente\\/.test(line)), []);
  assert.deepEqual(errors, []);
  expected.push(/status of 50\d/);
});

const TEXT = '가온전자는 새벽로보틱스에 120억원을 투자했다.';
const raw = (p, id) => p.evaluate((post) => wp.apiFetch({ path: '/wp/v2/posts/' + post + '?context=edit' }), id).then((post) => post.content.raw);

for (const [name, server, message, shown] of [
  ['(11) no way to the engine: Debian\'s PHP as it is', process.env.BASE_BARE, /not set up on this server.*Writing and publishing work as always/, /copy the file entente\.ini/],
  ['an engine file that is missing', process.env.BASE_NO_FILE, /cannot be used: The library .*is not there/, /Install the library/],
  ['a library of a wrong version', process.env.BASE_OTHER, /version 2 of its interface; this plugin was made for version 1/, /Install the library/],
]) {
  test(name + ': said in the editor and on the health page; the text is saved and published', async (t) => {
    const p = await page(t.browser, 'author', server);
    const id = await openEditor(p);
    await type(p, [name, TEXT]);
    await openSidebar(p);
    await analyse(p);
    assert.match(await p.locator('.entente-error').textContent(), message);
    assert.equal(await p.locator('.entente-status').textContent(), '', 'an error does not look like a text without deals');
    if (server === process.env.BASE_BARE) await shot(p, '10-without-engine');
    await saveDraft(p);
    assert.match(await raw(p, id), /120억원을 투자했다/);
    await publish(p);
    assert.match(await p.locator('.entente-error').textContent(), message, 'the saved post says so too');
    const admin = await page(t.browser, 'admin', server);
    await admin.goto(server + '/wp-admin/options-general.php?page=entente');
    assert.equal(await admin.locator('.entente-health').getAttribute('data-ok'), 'no');
    assert.match(await admin.locator('.entente-health [data-line=advice]').textContent(), shown);
    if (server === process.env.BASE_BARE) await shot(admin, '11-health-without-engine');
    const reader = await page(t.browser, '', server);
    await reader.goto(server + '/?p=' + t.post);
    assert.equal(await reader.locator('section.entente-deals tbody tr').count(), 1, 'readers see what was accepted before');
    for (const one of [p, admin, reader]) await one.context().close();
  });
}

test('the table of deals goes away midway: said in the editor, the text is saved', async (t) => {
  const p = t.author;
  const id = await openEditor(p);
  await type(p, ['표가 사라진다', TEXT]);
  await openSidebar(p);
  await saveDraft(p);
  act('lose-table');
  try {
    await analyse(p);
    assert.match(await p.locator('.entente-error').textContent(), /database of the site did not take the deals/);
    await p.evaluate(() => wp.data.dispatch('core/editor').editPost({ excerpt: 'x' }));
    await saveDraft(p);
    assert.match(await raw(p, id), /120억원을 투자했다/);
  } finally {
    act('find-table');
  }
  await analyse(p);
  assert.equal(await p.locator('.entente-error').count(), 0);
});

test('the database goes away midway: said in the editor, and nothing is lost when it is back', async (t) => {
  const p = t.author;
  const id = await openEditor(p);
  await type(p, ['데이터베이스가 사라진다', TEXT]);
  await openSidebar(p);
  await saveDraft(p);
  await p.evaluate(() => {
    const [block] = wp.data.select('core/block-editor').getBlocks();
    wp.data.dispatch('core/block-editor').updateBlockAttributes(block.clientId, { content: block.attributes.content + ' 한 문장을 더 쓴다.' });
  });
  shell(process.env.DATABASE_AWAY);
  try {
    await analyse(p);
    assert.match(await p.locator('.entente-error').textContent(), /database.*Your text is still in this editor/);
    await shot(p, '12-database-away');
    assert.match(await p.evaluate(() => wp.data.select('core/editor').getEditedPostContent()), /한 문장을 더 쓴다/);
  } finally {
    shell(process.env.DATABASE_BACK);
  }
  await analyse(p);
  assert.equal(await p.locator('.entente-error').count(), 0);
  await saveDraft(p);
  assert.match(await raw(p, id), /120억원을 투자했다. 한 문장을 더 쓴다/);
});

test('what was broken is mended: the rest of the debug log counts again', async () => {
  fs.writeFileSync(process.env.WP_TEST_DEBUG_LOG, '');
});

test('(13) the browser asked no other host for anything; no script failed', async () => {
  assert.deepEqual(outside, []);
  assert.deepEqual(errors, []);
});
