/* Handle: entente-deals-editor-script
 * The block "Deals": the server draws it, here are its settings.
 */
(function (wp) {
  'use strict';
  const el = wp.element.createElement;
  const { __ } = wp.i18n;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, RangeControl, SelectControl, TextControl, Disabled } = wp.components;
  const Empty = () => el('p', null, __('Accepted deals appear here.', 'entente'));
  wp.blocks.registerBlockType('entente/deals', {
    save: () => null,
    edit: ({ attributes, setAttributes, context }) => {
      const set = (name) => (value) => setAttributes({ [name]: value });
      return el('div', useBlockProps(),
        el(InspectorControls, null, el(PanelBody, null,
          el(SelectControl, { label: __('Shown as', 'entente'), value: attributes.view, onChange: set('view'), __nextHasNoMarginBottom: true, options: [
            { value: 'table', label: __('table', 'entente') }, { value: 'timeline', label: __('timeline', 'entente') }, { value: 'network', label: __('network', 'entente') }] }),
          el(SelectControl, { label: __('Deals of', 'entente'), value: attributes.scope, onChange: set('scope'), __nextHasNoMarginBottom: true, options: [
            { value: 'post', label: __('this article', 'entente') }, { value: 'site', label: __('all articles', 'entente') }] }),
          attributes.scope === 'site' && el(TextControl, { label: __('Only with these words', 'entente'), value: attributes.party, onChange: set('party'), __nextHasNoMarginBottom: true }),
          el(RangeControl, { label: __('At most', 'entente'), value: attributes.limit, min: 1, max: 200, onChange: set('limit'), __nextHasNoMarginBottom: true }))),
        el(Disabled, null, el(wp.serverSideRender, { block: 'entente/deals', attributes, urlQueryArgs: context.postId ? { post_id: context.postId } : {}, EmptyResponsePlaceholder: Empty })));
    },
  });
})(window.wp);
