import { createHash } from 'node:crypto';
import { type HTMLElement, parse } from 'node-html-parser';
import { escapeHtml } from './escape-html.ts';

/** Parts of a page that work without a node. All others are left as what the server rendered. */
const kept = new Set(['gallery', 'verify']);
/** Parts that say something of the node alone, or wait for one. */
const nodeParts =
  'link[rel=manifest], link[rel=apple-touch-icon], link[rel=modulepreload], .shop-copies, .wallet, .cart-link, .demo-strip, .footer-grid > div:last-child, search, .facets';

/** Where an exported page lies, and where its links lead. */
export interface PageFrame {
  /** Way from the page to the folder of the site, such as `../`; empty beside it. */
  up: string;
  /** Address of the node that the export came from. */
  origin: string;
  /** File of the site that a path of the node is, or undefined: then the node's own is meant. */
  fileOf(path: string): string | undefined;
  /** Said at the head of the page, with the way to the node. */
  note: { text: string; link: string; href: string };
}

/**
 * Makes a page of the node into one that lies anywhere: relative links, a policy of its own, no part that needs a node, no
 * worker. What strangers wrote is escaped in it already and stays as it is.
 */
export function rewritePage(html: string, frame: PageFrame): string {
  const document = parse(html, { comment: true });
  const { up, origin, fileOf, note } = frame;
  const target = (path: string): string => {
    if (!path.startsWith('/') || path.startsWith('//')) return path;
    const [whole = '', hash] = path.split('#');
    const file = fileOf(whole);
    return file === undefined ? `${origin}${path}` : `${up}${file}${hash === undefined ? '' : `#${hash}`}`;
  };
  for (const each of document.querySelectorAll(nodeParts)) each.remove();
  for (const island of document.querySelectorAll('[data-island]')) {
    if (kept.has(island.getAttribute('data-island') ?? '')) continue;
    for (const child of island.childNodes) if (isData(child as HTMLElement)) child.remove();
    island.removeAttribute('data-island');
  }
  for (const name of ['href', 'src', 'action', 'formaction']) {
    for (const each of document.querySelectorAll(`[${name}]`)) {
      const path = each.getAttribute(name) ?? '';
      const moved = target(path);
      if (moved !== path) each.setAttribute(name, moved);
    }
  }
  for (const each of document.querySelectorAll('[srcset]')) {
    const sources = (each.getAttribute('srcset') ?? '').split(', ').map((source) => {
      const [path = '', width = ''] = source.split(' ');
      return `${target(path)} ${width}`;
    });
    each.setAttribute('srcset', sources.join(', '));
  }
  document.querySelector('html')?.setAttribute('data-site', up === '' ? './' : up);
  const within = document.querySelectorAll('style').map((style) => ` ${sourceOf(style.rawText)}`);
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'${within.join('')}; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action ${origin}`;
  document
    .querySelector('meta[charset]')
    ?.insertAdjacentHTML('afterend', `<meta http-equiv="content-security-policy" content="${escapeHtml(policy)}">`);
  document
    .querySelector('#stale')
    ?.set_content(
      `<p class="banner banner-note site-note">${escapeHtml(note.text)} <a href="${escapeHtml(note.href)}">${escapeHtml(note.link)}</a></p>`,
    );
  return document.toString();
}

/** What lets a style that stands within a page pass its policy. */
const sourceOf = (css: string): string => `'sha256-${createHash('sha256').update(css).digest('base64')}'`;

const isData = (node: HTMLElement): boolean =>
  node.rawTagName?.toLowerCase() === 'script' && node.getAttribute('type') === 'application/json';
