/* Handle: entente-sidebar
 * The sidebar of the block editor: analyses the text as it stands there, saved or not, and keeps what the editor decides.
 */
(function (wp, entente) {
  'use strict';
  const el = wp.element.createElement;
  const { useState, useEffect, useRef, useCallback, Fragment } = wp.element;
  const { useSelect } = wp.data;
  const { Button, Notice, PanelBody, Spinner } = wp.components;
  const { __, _n, sprintf } = wp.i18n;
  const part = (name) => (wp.editor && wp.editor[name]) || wp.editPost[name];  // moved from editPost to editor in WordPress 6.6
  const [Sidebar, MenuItem] = [part('PluginSidebar'), part('PluginSidebarMoreMenuItem')];
  const icon = el('svg', { viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': true },
    el('path', { d: 'M7 7a3 3 0 1 1 2.8 4L13 14.2A3 3 0 1 1 11.9 15.3L8.7 12.1A3 3 0 0 1 7 7z', fill: 'currentColor' }));

  /** A sentence for a person, whatever came back. */
  function explain(problem) {
    const saved = __('Your text is still in this editor and nothing of it is lost.', 'entente');
    if (problem && /^entente_/.test(problem.code || '')) return problem.message;
    if (problem && (problem.code === 'rest_forbidden' || problem.code === 'rest_cookie_invalid_nonce')) {
      return __('You may not do this, or your session has ended. Log in again in another tab, then try again.', 'entente') + ' ' + saved;
    }
    if (problem && problem.code === 'fetch_error') return __('The server cannot be reached.', 'entente') + ' ' + saved;
    if (problem && (problem.code === 'invalid_json' || /^(wp_die|internal_server_error|db_|rest_no)/.test(problem.code || ''))) {
      return __('The site does not answer as it should; perhaps its database is away. Wait a moment, save, and try again.', 'entente') + ' ' + saved;
    }
    return ((problem && problem.message) || String(problem)) + ' ' + saved;
  }

  const text = () => {
    const editor = wp.data.select('core/editor');
    return { title: editor.getEditedPostAttribute('title') || '', content: editor.getEditedPostContent() || '', published: ['draft', 'auto-draft', 'pending'].includes(editor.getEditedPostAttribute('status')) ? '' : editor.getEditedPostAttribute('date') || '' };
  };

  function Panel() {
    const { id, saving, autosaving } = useSelect((select) => {
      const editor = select('core/editor');
      return { id: editor.getCurrentPostId(), saving: editor.isSavingPost(), autosaving: editor.isAutosavingPost() };
    }, []);
    const [cards, setCards] = useState([]);
    const [notes, setNotes] = useState([]);
    const [earlier, setEarlier] = useState({});
    const [state, setState] = useState('loading');  // loading, stored, preview
    const [age, setAge] = useState('');  // why the stored deals may not be those of the saved text
    const [error, setError] = useState('');
    const [busy, setBusy] = useState(false);
    const [editing, setEditing] = useState('');
    const asked = useRef(0);  // an answer that a later question has overtaken is dropped

    const ask = useCallback((request, then) => {
      const turn = ++asked.current;
      setBusy(true);
      return wp.apiFetch(request).then((answer) => {
        if (turn !== asked.current) return;
        setError(answer.error || '');
        then(answer);
      }).catch((problem) => {
        if (turn === asked.current) setError(explain(problem));
      }).finally(() => turn === asked.current && setBusy(false));
    }, []);

    const show = useCallback((answer, kind) => {
      setCards(answer.cards);
      if (answer.notes) setNotes(answer.notes);
      if (kind) setAge(kind === 'stored' && answer.current === false ? (answer.analysed ? 'old' : 'new') : '');
      if (kind) {
        setState(kind);
        wp.a11y.speak(sprintf(/* translators: %d: number of deals */ _n('%d deal found', '%d deals found', answer.cards.length, 'entente'), answer.cards.length));
      }
      const open = answer.cards.filter((card) => card.parties.length > 1);
      if (!kind || !open.length) return;
      wp.apiFetch({ path: '/entente/v1/earlier', method: 'POST', data: { post: id, groups: open.map((card) => [...new Set(card.parties.map((party) => party.name))]) } })
        .then((found) => setEarlier(Object.fromEntries(open.map((card, i) => [card.key, found.earlier[i]]))))
        .catch(() => setEarlier({}));  // a hint, not a result
    }, [id]);

    const load = useCallback(() => ask({ path: '/entente/v1/posts/' + id }, (answer) => show(answer, 'stored')), [id, ask, show]);
    const analyse = useCallback(() => ask({ path: '/entente/v1/preview', method: 'POST', data: Object.assign({ post: id }, text()) }, (answer) => show(answer, 'preview')), [id, ask, show]);
    const decide = (card, data) => ask({ path: '/entente/v1/posts/' + id + '/deals/' + card.key, method: 'POST', data: Object.assign(data, text()) }, (answer) => {
      show(answer, '');
      setEditing('');
    });

    const wasSaving = useRef(false);
    useEffect(() => {
      if (state === 'loading' && id) load();
    }, [id]);
    useEffect(() => {
      const done = wasSaving.current && !saving;
      wasSaving.current = saving && !autosaving;
      if (done) load();
    }, [saving, autosaving]);

    const content = useSelect((select) => (entente.typing ? select('core/editor').getEditedPostContent() + select('core/editor').getEditedPostAttribute('title') : ''), []);
    const first = useRef(true);
    useEffect(() => {
      if (!entente.typing) return undefined;
      if (first.current) {
        first.current = false;
        return undefined;
      }
      const timer = setTimeout(analyse, entente.pause * 1000);
      return () => clearTimeout(timer);
    }, [content]);

    const sure = cards.filter((card) => !card.below || card.verdict !== 'suggested');
    const unsure = cards.filter((card) => card.below && card.verdict === 'suggested');
    const item = (card) => (editing === card.key
      ? el(entente.Form, { key: card.key, card, busy, onCancel: () => setEditing(''), onSave: (edits) => decide(card, { edits }) })
      : el(entente.Card, { key: card.key, card, busy, earlier: earlier[card.key], onEdit: () => setEditing(card.key), onDecide: (one, verdict) => decide(one, { verdict }) }));
    const count = sprintf(/* translators: %d: number of deals */ _n('%d deal', '%d deals', cards.length, 'entente'), cards.length);
    const line = { loading: __('Loading…', 'entente'), stored: count, preview: sprintf(/* translators: %s: number of deals */ __('%s in the text as it stands here', 'entente'), count) }[state];
    return el(Fragment, null, el(PanelBody, null,
      error && el(Notice, { className: 'entente-error', status: 'error', isDismissible: false }, error),
      el(Button, { className: 'entente-analyse', variant: 'secondary', disabled: busy, onClick: analyse }, __('Analyse the text', 'entente')), busy && el(Spinner),
      el('p', { role: 'status', className: 'entente-status', 'data-state': state, 'data-busy': String(busy), 'data-count': cards.length }, error && !cards.length ? '' : age === 'new' ? __('Not analysed yet', 'entente') : line),
      age === 'old' && el('p', { className: 'entente-note entente-old' }, __('The saved text has changed since it was analysed.', 'entente')),
      el(entente.Warnings, { notes }),
      el('ul', { className: 'entente-cards' }, sure.map(item))),
    unsure.length > 0 && el(PanelBody, { title: sprintf(/* translators: %d: number of deals */ __('Less sure (%d)', 'entente'), unsure.length), initialOpen: false, className: 'entente-unsure' }, el('ul', { className: 'entente-cards' }, unsure.map(item))));
  }

  wp.plugins.registerPlugin('entente', {
    icon,
    render: () => el(Fragment, null,
      el(MenuItem, { target: 'entente' }, __('Deals', 'entente')),
      el(Sidebar, { name: 'entente', title: __('Deals', 'entente'), icon }, el(Panel))),
  });
})(window.wp, (window.entente = window.entente || {}));
