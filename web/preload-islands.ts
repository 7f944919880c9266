import type { WebAssets } from './vite.config.ts';

/** Hashed file names of the client build, written in by Vite. */
declare const __ASSETS__: WebAssets;

/**
 * Names in a page's head the files that its islands load, so that the browser asks for them at once and not one after
 * the other. The first files of a page then need no list of all files of the market.
 * @param html a rendered document; what strangers wrote in it is escaped, so that no quote of theirs opens an attribute
 */
export function withIslandFiles(html: string): string {
  const islands = new Set([...html.matchAll(/ data-island="([a-z-]+)"/g)].map(([, name = '']) => name));
  const files = new Set([...islands].flatMap((name) => __ASSETS__.islands[name] ?? []));
  const links = [...files].map((file) => `<link rel="modulepreload" href="/assets/${file}"/>`);
  return html.replace('</head>', () => `${links.join('')}</head>`);
}
