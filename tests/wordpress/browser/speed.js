// Prints how long previews of a 5,000-character article take with 8 requests at a time: node speed.js, as run.sh --speed calls it.
'use strict';
const fs = require('node:fs');
const { launch, page, openEditor } = require('./lib.js');

const [LENGTH, AT_A_TIME, REQUESTS] = [5000, 8, 400];

/** An article of our own corpus after the other, each as a paragraph, until the length is reached. */
function article() {
  const bodies = fs.readFileSync(__dirname + '/../../corpus/articles/ko_a.jsonl', 'utf-8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).map((one) => one.body);
  let text = '';
  for (const body of bodies) {
    if (text.length >= LENGTH) break;
    text += body + '\n';
  }
  return text.slice(0, LENGTH).split('\n').filter(Boolean).map((one) => `<!-- wp:paragraph -->\n<p>${one}</p>\n<!-- /wp:paragraph -->`).join('\n\n');
}

(async () => {
  const browser = await launch();
  const p = await page(browser, 'author');
  await openEditor(p);
  const measure = (count) => p.evaluate(async ([content, atATime, requests]) => {
    const [inside, whole] = [[], []];
    let next = 0, deals = 0;
    await Promise.all(Array.from({ length: atATime }, async () => {
      while (next++ < requests) {
        const started = performance.now();
        const answer = await wp.apiFetch({ path: '/entente/v1/preview', method: 'POST', data: { content, published: '2024-06-04' } });
        whole.push(performance.now() - started);
        inside.push(answer.milliseconds);
        deals = answer.cards.length;
      }
    }));
    return { inside, whole, deals };
  }, [article(), AT_A_TIME, count]);
  const { inside: first } = await measure(1);
  await measure(40);  // every worker has its engine
  const { inside, whole, deals } = await measure(REQUESTS);
  const at = (values, share) => values.sort((a, b) => a - b)[Math.ceil(share * values.length) - 1].toFixed(1).padStart(7);
  console.log(`| ${REQUESTS} previews of ${LENGTH} characters with ${deals} deals, ${AT_A_TIME} at a time; milliseconds:`);
  console.log(`|                      p50     p95     max`);
  console.log(`| engine and bridge ${at(inside, 0.5)} ${at(inside, 0.95)} ${at(inside, 1)}`);
  console.log(`| whole request     ${at(whole, 0.5)} ${at(whole, 0.95)} ${at(whole, 1)}`);
  console.log(`| first request of a worker, which opens its engine: ${first[0].toFixed(1)}`);
  await browser.close();
})();
