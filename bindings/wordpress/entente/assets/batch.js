/* Handle: entente-batch
 * The backlog on the settings page: start, pause, go on. The work itself is a step of the server for each call, so that closing the page
 * pauses it.
 */
(function (wp) {
  'use strict';
  const { __, sprintf } = wp.i18n;
  const box = document.getElementById('entente-batch');
  if (!box) return;
  const button = (name) => box.querySelector('[data-act="' + name + '"]');
  const status = box.querySelector('.entente-batch-status');
  const bar = box.querySelector('progress');
  const call = (data) => wp.apiFetch(data ? { path: '/entente/v1/batch', method: 'POST', data } : { path: '/entente/v1/batch' });

  function show(now) {
    box.dataset.state = now.state;
    box.dataset.done = now.done;
    button('start').disabled = now.state === 'running';
    button('pause').disabled = now.state !== 'running';
    button('resume').disabled = now.state !== 'paused';
    bar.value = now.done + now.left ? now.done / (now.done + now.left) : 0;
    const names = { idle: __('not started', 'entente'), running: __('reading', 'entente'), paused: __('paused', 'entente'), done: __('done', 'entente') };
    status.textContent = sprintf(/* translators: 1: state, 2: posts read, 3: posts left */ __('%1$s: %2$d posts read, %3$d left', 'entente'), names[now.state], now.done, now.left) +
      (now.failed ? '. ' + sprintf(/* translators: 1: number of posts, 2: error */ __('%1$d failed, the last: %2$s', 'entente'), now.failed, now.error) : '');
  }

  async function run(first) {
    try {
      let now = await call(first);
      show(now);
      while (now.state === 'running') {
        const before = now.done;
        now = await call({ action: 'step' });
        if (now.done === before) await new Promise((then) => setTimeout(then, 1000));  // another page, or the clock, is at work
        show(now);
      }
    } catch (problem) {
      status.textContent = problem.message;
      button('start').disabled = false;
      button('resume').disabled = false;
    }
  }

  button('start').addEventListener('click', () => run({ action: 'start', force: document.getElementById('entente-force').checked }));
  button('resume').addEventListener('click', () => run({ action: 'resume' }));
  button('pause').addEventListener('click', () => call({ action: 'pause' }).then(show, (problem) => { status.textContent = problem.message; }));
  call().then((now) => {
    // another page, or the clock, may be at work; a run that nobody drives any more can go on
    show(now.state === 'running' ? Object.assign(now, { state: 'paused' }) : now);
  }, (problem) => { status.textContent = problem.message; });
})(window.wp);
