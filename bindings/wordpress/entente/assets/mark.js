/* Handle: entente-mark
 * Finds words of a deal in the text of the block editor and marks them there. The text itself is not touched: the mark is a highlight
 * of the browser, or the selection where it has none.
 */
(function (wp, entente) {
  'use strict';
  const NAME = 'entente-evidence';

  function canvas() {
    const frame = document.querySelector('iframe[name="editor-canvas"]');
    return frame && frame.contentDocument ? frame.contentDocument : document;
  }

  /** All text that is written in the editor, with blanks as the server folds them, and where each of its characters stands. */
  function read(doc, field) {
    const title = '.editor-post-title__input, .wp-block-post-title';
    const places = [];
    let text = '';
    const roots = field === 'title' ? doc.querySelectorAll(title) : doc.querySelectorAll('[data-block] .block-editor-rich-text__editable, [data-block].block-editor-rich-text__editable');
    const blank = () => {
      if (text !== '' && !text.endsWith(' ')) {
        text += ' ';
        places.push(null);
      }
    };
    for (const root of roots) {
      if (field !== 'title' && root.matches(title)) continue;
      const walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          if (node.tagName === 'BR') blank();
          continue;
        }
        for (let i = 0; i < node.data.length; i++) {
          const unit = node.data[i];
          if (unit === '\uFEFF') continue;
          if (/\s/.test(unit)) {
            blank();
          } else {
            text += unit;
            places.push([node, i]);
          }
        }
      }
      blank();
    }
    return { text, places };
  }

  function find(doc, words) {
    const { text, places } = read(doc, words.field);
    const wanted = words.text.replace(/\uFEFF/g, '').replace(/\s+/g, ' ').trim();
    const at = text.indexOf(wanted);
    if (at < 0 || wanted === '') return null;
    const [first, last] = [places[at], places[at + wanted.length - 1]];
    const range = doc.createRange();
    range.setStart(first[0], first[1]);
    range.setEnd(last[0], last[1] + 1);
    return range;
  }

  /** Marks the words {field, text}; gives whether they stand in the text as it is now. */
  entente.mark = function (words) {
    const doc = canvas();
    const view = doc.defaultView;
    const range = find(doc, words);
    if (view.CSS.highlights) view.CSS.highlights.delete(NAME);
    if (!range) return false;
    if (view.CSS.highlights) {
      if (!doc.getElementById(NAME)) {
        const style = doc.createElement('style');
        style.id = NAME;
        style.textContent = '::highlight(' + NAME + ') { background-color: #ffdd57; color: #1e1e1e; }';
        doc.head.appendChild(style);
      }
      view.CSS.highlights.set(NAME, new view.Highlight(range));
    } else {
      const selection = view.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }
    wp.data.dispatch('core/block-editor').clearSelectedBlock();  // its toolbar could lie over the words
    const calm = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
    range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    return true;
  };

  /** The words that are marked now, for programs that look. */
  entente.marked = function () {
    const view = canvas().defaultView;
    const marks = view.CSS.highlights && view.CSS.highlights.get(NAME);
    return marks ? Array.from(marks, String).join('') : view.getSelection().toString();
  };
})(window.wp, (window.entente = window.entente || {}));
