import { type HTMLElement, NodeType, type Node as ParsedNode, parse } from 'node-html-parser';
import { cleanText } from '../text.ts';

const dropped = new Set([
  'SCRIPT',
  'STYLE',
  'IFRAME',
  'OBJECT',
  'TEMPLATE',
  'NOSCRIPT',
  'SVG',
  'META',
  'LINK',
  'FORM',
  'HEAD',
  'TITLE',
]);
const blocks = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'BLOCKQUOTE',
  'TABLE',
  'TR',
  'PRE',
  'UL',
  'OL',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'DL',
  'DT',
  'DD',
  'FIGURE',
]);

/** Characters that Markdown would read as marks are escaped in plain text; so are list marks at its start. */
const escapeText = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/^(\s*)([-+])(\s)/, '$1\\$2$3')
    .replace(/^(\s*\d+)\.(\s)/, '$1\\.$2');

/** Only addresses that a reader can safely follow stay links. */
const safeHref = (href: string): string | undefined => {
  const text = href.startsWith('//') ? `https:${href}` : href;
  return /^(https?:\/\/|mailto:)[^\s()<>]+$/i.test(text) ? text : undefined;
};

/**
 * Turns a product description in HTML into Markdown without HTML: paragraphs, headings, lists, emphasis and links.
 * Scripts, styles, pictures and everything unknown are left out; only their text stays.
 * @param html untrusted HTML
 */
export function htmlToMarkdown(html: string): string {
  const text = renderBlocks(
    parse(html, { comment: false, blockTextElements: { script: false, style: false, pre: true } }),
  );
  return cleanText(text.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n'));
}

const isElement = (node: ParsedNode): node is HTMLElement => node.nodeType === NodeType.ELEMENT_NODE;
// Inner node types of the parser (comments) carry no text.
const isText = (node: ParsedNode): boolean => node.nodeType === NodeType.TEXT_NODE;

/** Renders children as blocks; runs of inline children become paragraphs. */
function renderBlocks(parent: ParsedNode): string {
  const parts: string[] = [];
  let inline = '';
  const flush = () => {
    const text = inline
      .replace(/[ \t\n]+/g, ' ')
      .replaceAll('\u0000', '\n')
      .trim();
    if (text !== '') parts.push(text);
    inline = '';
  };
  for (const node of parent.childNodes) {
    if (isElement(node) && blocks.has(node.tagName)) {
      flush();
      parts.push(renderBlock(node));
    } else inline += renderInline(node);
  }
  flush();
  return parts.filter((part) => part !== '').join('\n\n');
}

function renderBlock(element: HTMLElement): string {
  const heading = /^H([1-6])$/.exec(element.tagName);
  if (heading) {
    const title = renderInlines(element).trim();
    return title === '' ? '' : `${'#'.repeat(Math.max(2, Number(heading[1])))} ${title}`;
  }
  if (element.tagName === 'UL' || element.tagName === 'OL') return renderList(element);
  if (element.tagName === 'BLOCKQUOTE') {
    return renderBlocks(element)
      .split('\n')
      .map((line) => `> ${line}`.trimEnd())
      .join('\n');
  }
  return renderBlocks(element);
}

function renderList(list: HTMLElement): string {
  const items = list.childNodes.filter((node): node is HTMLElement => isElement(node) && node.tagName === 'LI');
  return items
    .map((item) => renderBlocks(item))
    .filter((text) => text !== '')
    .map((text, index) => {
      const mark = list.tagName === 'OL' ? `${index + 1}. ` : '- ';
      return mark + text.replaceAll('\n\n', '\n').replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

const renderInlines = (element: HTMLElement): string =>
  element.childNodes.map(renderInline).join('').replace(/\s+/g, ' ');

/** NUL stands for a forced line break until white space is folded. */
function renderInline(node: ParsedNode): string {
  if (isText(node)) return escapeText(node.text.replaceAll('\u0000', '').replace(/\s+/g, ' '));
  if (!isElement(node) || dropped.has(node.tagName)) return '';
  if (node.tagName === 'BR') return '\\\u0000';
  const inner = renderInlines(node);
  const text = inner.trim();
  if (text === '') return inner === '' ? '' : ' ';
  const wrap = (marked: string) => inner.replace(text, () => marked);
  if (node.tagName === 'STRONG' || node.tagName === 'B') return wrap(`**${text}**`);
  if (node.tagName === 'EM' || node.tagName === 'I') return wrap(`*${text}*`);
  if (node.tagName === 'A') {
    const href = safeHref(node.getAttribute('href') ?? '');
    return href === undefined ? inner : wrap(`[${text}](${href})`);
  }
  return inner;
}
