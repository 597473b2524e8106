/* Handle: entente-cards
 * A deal as a card of the sidebar, and the warnings above.
 */
(function (wp, entente) {
  'use strict';
  const el = wp.element.createElement;
  const { useState } = wp.element;
  const { Button, Notice } = wp.components;
  const { __, _x, sprintf } = wp.i18n;

  const language = () => document.documentElement.lang || undefined;

  function money(value, currency, long) {
    try {
      return new Intl.NumberFormat(language(), { style: 'currency', currency, currencyDisplay: 'code', notation: long ? 'standard' : 'compact', maximumSignificantDigits: long ? undefined : 3, maximumFractionDigits: long ? 2 : undefined }).format(value);
    } catch (problem) {
      return currency + ' ' + value;
    }
  }

  /** What the sum is in the currency of the settings, and by which rate; or why that is not known. */
  entente.normalized = function (amount) {
    const sum = amount.normalized;
    if (!sum) {
      return amount.not_normalized ? sprintf(/* translators: %s: reason */ __('not converted: %s', 'entente'), amount.not_normalized) : '';
    }
    const value = sum.low === sum.high ? money(sum.high, sum.currency) : money(sum.low, sum.currency) + '–' + money(sum.high, sum.currency);
    if (!sum.rate_date || sum.rate === '1') return '= ' + value;
    return sprintf(/* translators: 1: sum, 2: day or month, 3: source of the rate */ __('= %1$s, at the rate of %2$s (%3$s)', 'entente'), value, sum.rate_date, sum.source || sum.kind);
  };

  function Evidence({ words, label }) {
    const [missing, setMissing] = useState(false);
    return el(wp.element.Fragment, null,
      el(Button, {
        className: 'entente-evidence', variant: 'link',
        'aria-label': sprintf(/* translators: %s: a sentence of the article */ label || __('Show in the text: %s', 'entente'), words.text),
        onClick: () => {
          const found = entente.mark(words);
          setMissing(!found);
          wp.a11y.speak(found ? sprintf(/* translators: %s: words of the text */ __('Marked in the text: %s', 'entente'), words.text) : __('These words do not stand in the text any more.', 'entente'));
        },
      }, '“' + (words.text.length > 180 ? words.text.slice(0, 180) + '…' : words.text) + '”'),
      missing && el('p', { className: 'entente-note' }, __('These words do not stand in the text any more.', 'entente')));
  }

  entente.Warnings = function ({ notes }) {
    if (!notes.length) return null;
    return el('ul', { className: 'entente-warnings' }, notes.map((note, i) =>
      el('li', { key: i, 'data-code': note.code }, el(Notice, { status: 'warning', isDismissible: false },
        el('strong', null, entente.warnings[note.code] || note.code),
        note.expected && el('p', null, sprintf(/* translators: %s: a sum */ __('Expected: %s', 'entente'), note.expected)),
        note.evidence.map((words, n) => el('p', { key: n }, el(Evidence, { words }))),
        el('p', { className: 'entente-note', lang: 'en' }, note.message)))));
  };

  function Line({ name, className, children }) {
    return el('div', { className: 'entente-line ' + (className || '') }, el('dt', null, name), el('dd', null, children));
  }

  function Earlier({ deals }) {
    if (!deals || !deals.length) return null;
    return el('div', { className: 'entente-earlier' }, el('h4', null, __('Earlier, between the same parties', 'entente')), el('ul', null, deals.map((deal, i) =>
      el('li', { key: i }, el('a', { href: deal.link, target: '_blank', rel: 'noreferrer' }, deal.title || '#' + deal.post), ' ',
        [deal.day, entente.kinds[deal.kind], entente.statuses[deal.status], deal.amount].filter(Boolean).join(', ')))));
  }

  entente.Card = function ({ card, earlier, busy, onDecide, onEdit }) {
    const id = 'entente-card-' + card.key;
    const decide = (verdict, label) => el(Button, {
      className: 'entente-' + verdict, variant: card.verdict === verdict ? 'primary' : 'secondary', size: 'small', isSmall: true, disabled: busy,
      'aria-pressed': card.verdict === verdict, 'aria-describedby': id, onClick: () => onDecide(card, verdict),
    }, label);
    const percent = Math.round(card.confidence * 100);
    const sum = card.amount;
    return el('li', { className: 'entente-card', 'data-key': card.key, 'data-kind': card.kind, 'data-verdict': card.verdict, 'data-edited': String(card.edited), 'data-changed': String(card.changed) },
      el('h3', { id }, entente.kinds[card.kind], ' ', el('span', { className: 'entente-badge', 'data-status': card.status }, entente.statuses[card.status]),
        card.edited && el('span', { className: 'entente-badge' }, __('edited', 'entente'))),
      !card.found && el('p', { className: 'entente-note' }, __('The text does not say this any more.', 'entente')),
      card.changed && el('p', { className: 'entente-note' }, __('The text says it differently now; the page shows what was accepted. Accept again to take over what it says now:', 'entente'), ' ',
        entente.statuses[card.now.status] + ', ' + card.now.parties.map((party) => party.name).join(', ') + (card.now.amount ? ', ' + card.now.amount.text : '')),
      el('dl', null,
        card.parties.map((party, i) => el(Line, { key: i, name: entente.roles[party.role], className: 'entente-party' }, party.name)),
        sum && el(Line, { name: __('sum', 'entente'), className: 'entente-sum' }, el('strong', null, sum.text), ' ', el('span', { className: 'entente-normalized', title: sum.normalized ? money(sum.normalized.high, sum.normalized.currency, true) : undefined }, entente.normalized(sum)),
          card.equivalents.map((other, i) => el('span', { key: i }, ' ' + sprintf(/* translators: %s: a sum in other money */ __('in the text also %s', 'entente'), other.text)))),
        card.stake_percent !== null && el(Line, { name: __('stake', 'entente') }, card.stake_percent + ' %'),
        card.date && el(Line, { name: __('date', 'entente'), className: 'entente-date' }, card.date.from + (card.date.to && card.date.to !== card.date.from ? ' – ' + card.date.to : ''),
          card.date.basis === 'published' && ' ' + __('(day of publication)', 'entente')),
        card.term_months !== null && el(Line, { name: __('term', 'entente') }, sprintf(/* translators: %d: number of months */ __('%d months', 'entente'), card.term_months)),
        card.subject && el(Line, { name: __('about', 'entente') }, card.subject),
        el(Line, { name: __('confidence', 'entente'), className: 'entente-confidence' }, el('meter', { min: 0, max: 1, value: card.confidence, 'aria-hidden': true }), ' ' + percent + ' %')),
      card.evidence.map((words, i) => el('p', { key: i }, el(Evidence, { words }))),
      el(Earlier, { deals: earlier }),
      el('div', { className: 'entente-buttons', role: 'group', 'aria-labelledby': id },
        decide('accepted', card.changed ? __('Accept again', 'entente') : __('Accept', 'entente')), decide('rejected', __('Reject', 'entente')),
        el(Button, { className: 'entente-edit', variant: 'tertiary', size: 'small', isSmall: true, disabled: busy, 'aria-describedby': id, onClick: () => onEdit(card) }, __('Edit', 'entente')),
        (card.verdict !== 'suggested' || card.edited) && el(Button, {
          className: 'entente-restore', variant: 'tertiary', size: 'small', isSmall: true, disabled: busy, 'aria-describedby': id, onClick: () => onDecide(card, 'suggested'),
        }, _x('Restore', 'take a decision back', 'entente'))));
  };
})(window.wp, (window.entente = window.entente || {}));
