/* Handle: entente-form
 * The form in which an editor corrects a deal. The server reads the sum as it is typed.
 */
(function (wp, entente) {
  'use strict';
  const el = wp.element.createElement;
  const { useState, useRef, useEffect } = wp.element;
  const { Button, SelectControl, TextControl } = wp.components;
  const { __, sprintf } = wp.i18n;

  const options = (names) => Object.keys(names).map((value) => ({ value, label: names[value] }));

  entente.Form = function ({ card, busy, onSave, onCancel }) {
    const [kind, setKind] = useState(card.kind);
    const [status, setStatus] = useState(card.status);
    const [parties, setParties] = useState(card.parties.map(({ name, role }) => ({ name, role })));
    const [amount, setAmount] = useState(card.amount ? card.amount.text : '');
    const [day, setDay] = useState(card.date ? card.date.from : '');
    const [subject, setSubject] = useState(card.subject || '');
    const top = useRef();
    useEffect(() => {
      const first = top.current && top.current.querySelector('select, input');
      if (first) first.focus();
    }, []);
    const party = (at, change) => setParties(parties.map((one, i) => (i === at ? Object.assign({}, one, change) : one)));
    const field = (className, label, value, onChange, help) => el(TextControl, { className, label, value, onChange, help, __nextHasNoMarginBottom: true });
    return el('li', { className: 'entente-card entente-form', 'data-key': card.key },
      el('form', {
        ref: top, 'aria-label': __('Edit the deal', 'entente'),
        onSubmit: (event) => {
          event.preventDefault();
          onSave({ kind, status, parties: parties.filter((one) => one.name.trim() !== ''), amount, day, subject });
        },
      },
      el(SelectControl, { className: 'entente-form-kind', label: __('Kind', 'entente'), value: kind, options: options(entente.kinds), onChange: setKind, __nextHasNoMarginBottom: true }),
      el(SelectControl, { className: 'entente-form-status', label: __('Status', 'entente'), value: status, options: options(entente.statuses), onChange: setStatus, __nextHasNoMarginBottom: true }),
      el('fieldset', null, el('legend', null, __('Parties', 'entente')), parties.map((one, i) => el('div', { key: i, className: 'entente-form-party' },
        el(TextControl, { label: sprintf(/* translators: %d: number of the party */ __('Name of party %d', 'entente'), i + 1), value: one.name, onChange: (name) => party(i, { name }), __nextHasNoMarginBottom: true }),
        el(SelectControl, { label: sprintf(/* translators: %d: number of the party */ __('Role of party %d', 'entente'), i + 1), value: one.role, options: options(entente.roles), onChange: (role) => party(i, { role }), __nextHasNoMarginBottom: true }))),
      el(Button, { variant: 'link', onClick: () => setParties(parties.concat({ name: '', role: 'partner' })) }, __('Add a party', 'entente')),
      el('p', { className: 'entente-note' }, __('A party without a name is left out.', 'entente'))),
      field('entente-form-amount', __('Sum, with its currency', 'entente'), amount, setAmount),
      field('entente-form-day', __('Date, as 2024-06-04', 'entente'), day, setDay),
      field('entente-form-subject', __('What it is about', 'entente'), subject, setSubject),
      el('div', { className: 'entente-buttons' },
        el(Button, { className: 'entente-save', type: 'submit', variant: 'primary', disabled: busy }, __('Keep', 'entente')),
        el(Button, { variant: 'tertiary', onClick: onCancel }, __('Cancel', 'entente')))));
  };
})(window.wp, (window.entente = window.entente || {}));
