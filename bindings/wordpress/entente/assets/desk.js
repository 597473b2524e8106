/* Handle: entente-desk
 * The buttons of the desk's list: accept and reject without leaving the screen.
 */
(function (wp) {
  'use strict';
  const { __, sprintf } = wp.i18n;
  document.querySelectorAll('[data-decide]').forEach((button) => button.addEventListener('click', async () => {
    const row = button.closest('tr');
    const verdict = button.getAttribute('aria-pressed') === 'true' ? 'suggested' : button.dataset.decide;
    const buttons = row.querySelectorAll('[data-decide]');
    buttons.forEach((one) => { one.disabled = true; });
    const status = document.querySelector('.entente-desk-status');
    try {
      await wp.apiFetch({ path: '/entente/v1/posts/' + row.dataset.post + '/deals/' + row.dataset.key, method: 'POST', data: { verdict } });
      row.dataset.verdict = verdict;
      buttons.forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.decide === verdict)));
      const name = { accepted: __('Accepted', 'entente'), rejected: __('Rejected', 'entente'), suggested: __('Suggested', 'entente') }[verdict];
      row.querySelector('.entente-verdict').textContent = name;
      status.textContent = name;
    } catch (problem) {
      status.textContent = problem.message;
      const note = document.createElement('p');
      note.className = 'entente-row-error';
      note.textContent = sprintf(/* translators: %s: what went wrong */ __('Not kept: %s', 'entente'), problem.message);
      button.parentElement.append(note);
    }
    buttons.forEach((one) => { one.disabled = false; });
    button.focus();
  }));
})(window.wp);
