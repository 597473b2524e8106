// What the browser tests share: Chromium, users, the block editor, checks that count. Addresses and folders come by environment.
'use strict';
const { chromium } = require('playwright-core');
const fs = require('node:fs');

exports.SHOTS = process.env.SHOTS;
const BASE = (exports.BASE = process.env.BASE);
const outside = (exports.outside = []);
const errors = (exports.errors = []);
const expected = (exports.expected = []);  // patterns of console errors that a test brings about itself

exports.launch = () => chromium.launch({
  executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => fs.existsSync(path)),
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
});

/** A page of its own session; what it asks of other hosts is refused and written down. */
exports.page = async (browser, user, base = BASE) => {
  const context = await browser.newContext({ locale: 'ko-KR', timezoneId: 'Asia/Seoul', viewport: { width: 1440, height: 1000 }, acceptDownloads: true, reducedMotion: 'reduce' });
  await context.route('**/*', (route) => {
    const address = new URL(route.request().url());
    if (['data:', 'blob:'].includes(address.protocol) || address.hostname === '127.0.0.1') return route.continue();
    outside.push(address.href);
    return route.abort();
  });
  context.on('page', (page) => {
    page.on('pageerror', (problem) => errors.push(problem.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text()) && !expected.some((pattern) => pattern.test(message.text()))) errors.push(message.text() + ' ' + message.location().url);
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(45000);
  page.base = base;
  if (user) {
    await page.goto(base + '/wp-login.php');
    await page.fill('#user_login', user);
    await page.fill('#user_pass', user + '-pass');
    await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')]);
  }
  return page;
};

exports.openEditor = async (page, post) => {
  await page.goto(page.base + (post ? '/wp-admin/post.php?action=edit&post=' + post : '/wp-admin/post-new.php'));
  await page.waitForFunction(() => window.wp && wp.data && wp.data.select('core/editor') && wp.data.select('core/editor').getCurrentPostId());
  await page.evaluate(() => {
    const [now, change] = [wp.data.select('core/edit-post'), wp.data.dispatch('core/edit-post')];
    for (const feature of ['welcomeGuide', 'fullscreenMode']) if (now.isFeatureActive(feature)) change.toggleFeature(feature);
  });
  await page.waitForFunction(() => document.querySelector('iframe[name="editor-canvas"]') || document.querySelector('.editor-post-title__input'));
  return page.evaluate(() => wp.data.select('core/editor').getCurrentPostId());
};

/** The text of the editor: the canvas is a frame from some version on. */
exports.canvas = async (page) => ((await page.locator('iframe[name="editor-canvas"]').count()) ? page.frameLocator('iframe[name="editor-canvas"]') : page);

exports.type = async (page, lines) => {
  const canvas = await exports.canvas(page);
  await canvas.locator('.editor-post-title__input, h1.wp-block-post-title').first().click();
  for (const line of lines) {
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
  }
};

exports.openSidebar = async (page) => {
  await page.evaluate(() => wp.data.dispatch('core/edit-post').openGeneralSidebar('entente/entente'));
  await page.locator('.entente-status').waitFor({ state: 'attached' });
};

/** Presses the button and waits for the answer. */
exports.analyse = async (page) => {
  const answer = page.waitForResponse((response) => decodeURIComponent(response.url()).includes('entente/v1/preview'));
  await page.click('.entente-analyse');
  await answer;
  await page.locator('.entente-status[data-busy=false]').waitFor({ state: 'attached' });
};

exports.saveDraft = async (page) => {
  await page.click('.editor-post-save-draft');
  await page.waitForFunction(() => !wp.data.select('core/editor').isSavingPost() && !wp.data.select('core/editor').isEditedPostDirty());
};

exports.publish = async (page) => {
  await page.click('.editor-post-publish-panel__toggle');
  await page.locator('.editor-post-publish-panel .editor-post-publish-button').click();
  await page.locator('.post-publish-panel__postpublish-header').waitFor();
};

exports.card = (page, kind) => page.locator(`.entente-card[data-kind=${kind}]`).first();

exports.decide = async (page, kind, verdict) => {
  const key = await exports.card(page, kind).getAttribute('data-key');
  await page.locator(`[data-key="${key}"] .entente-${verdict === 'suggested' ? 'restore' : verdict}`).click();
  await page.locator(`.entente-card[data-key="${key}"][data-verdict=${verdict}]`).waitFor();
};

/** Asks a route as the page's user; gives number and data. */
exports.rest = (page, path, options = {}) => page.evaluate(async ([address, wanted]) => {
  const headers = { 'Content-Type': 'application/json' };
  if (window.wpApiSettings && !wanted.withoutNonce) headers['X-WP-Nonce'] = wpApiSettings.nonce;
  const answer = await fetch(address, { method: wanted.method || 'GET', headers, body: wanted.body && JSON.stringify(wanted.body) });
  return { status: answer.status, data: await answer.json().catch(() => null) };
}, [page.base + '/?rest_route=/entente/v1' + path, options]);

/** The fonts that painted a node: fails on empty boxes without a look at the picture. */
exports.fonts = async (page, selector) => {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: -1 });
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  return (await session.send('CSS.getPlatformFontsForNode', { nodeId })).fonts.map((font) => font.familyName);
};

exports.shot = (page, name, options = {}) => page.screenshot({ path: `${exports.SHOTS}/${name}.png`, ...options });

exports.tests = [];
exports.test = (name, body) => exports.tests.push([name, body]);

/** Runs all tests in order; a failure ends with a picture, and the others still run. */
exports.run = async () => {
  fs.mkdirSync(exports.SHOTS, { recursive: true });
  const started = Date.now();
  const browser = await exports.launch();
  const shared = { browser };
  let failed = 0;
  for (const [name, body] of exports.tests) {
    try {
      await body(shared);
      console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${name}`);
    } catch (problem) {
      ++failed;
      console.log(`FAILED ${name}: ${problem.stack || problem}`);
      let number = 0;
      for (const context of browser.contexts()) for (const page of context.pages()) await page.screenshot({ path: `${exports.SHOTS}/failed-${exports.tests.findIndex((one) => one[0] === name)}-${++number}.png` }).catch(() => {});
    }
  }
  await browser.close();
  console.log(`${exports.tests.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
};

/** What happens behind the plugin's back: see site/act.php. */
exports.act = (...what) => require('node:child_process').execFileSync('php', [__dirname + '/../site/act.php', process.env.SITE, ...what.map(String)], { encoding: 'utf-8' });
exports.shell = (command) => require('node:child_process').execFileSync('/bin/sh', ['-c', command], { encoding: 'utf-8' });
