import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';
import type { Locale } from './locale.ts';

const root = import.meta.dirname;
// light-dark() and color-mix() without fallbacks, which would double the colours.
const target = ['chrome123', 'firefox121', 'safari17.5'];

const shared = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
} as const satisfies InlineConfig;

/** URLs that a page names: the islands' entry and the style sheet, relative to the assets' address. */
export interface WebAssets {
  script: string;
  style: string;
  /** The part of it that comes within pages of the storefront, and what lets it pass their policy. */
  first: { css: string; source: string };
  /** What the entry loads at once, by language of the page: named in the page, it need not be waited for in turn. */
  preload: Record<Locale, string[]>;
  /** Style sheet that says where the letters of Chinese headings are. */
  hanStyle: string;
  /** Style sheets that only some pages have: those of desks, and the one that shows every component. */
  styles: Record<'desks' | 'design', string>;
  /** What each island loads beyond that, by its name. */
  islands: Record<string, string[]>;
}

/** The first files of every page: what their islands load is named by the pages that have them. */
const isFirst = (file: string): boolean => /^(page|entry)-/.test(file);

/**
 * Files that load together lie together: a reader's page needs one, a page with a wallet a few more. Left alone, every
 * module that two islands share would be a file of its own.
 */
const chunkGroups = [
  // What the first file of every page loads.
  { name: 'page', priority: 2, tags: ['$initial' as const], test: /(?<!islands[\\/]entry)\.[jt]s$/ },
  // What keeps a page fresh.
  { name: 'live', priority: 1, test: /islands[\\/](live|live-stream|take-over|in-place|count-down)\.ts$/ },
  // The demo wallet's start, which every page of a demo market loads.
  { name: 'demo', test: /wallet[\\/]demo[\\/]start-demo-wallet\.ts$/, priority: 1 },
  // What most islands with a wallet share.
  {
    name: 'ui',
    test: /node_modules[\\/](preact|@preact)[\\/]|web[\\/](components|islands[\\/](wallet|preact-island|words))/,
    minShareCount: 3,
  },
];

/** Builds islands and styles, hashed, with a manifest. */
export const clientConfig = (outDir: string): InlineConfig => ({
  ...shared,
  build: {
    outDir,
    emptyOutDir: true,
    target,
    assetsDir: '',
    // The pages' policy takes no font from a data: address.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostId }) => (isFirst(hostId) ? [] : files),
    },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        entry: resolve(root, 'islands/entry.ts'),
        site: resolve(root, 'styles/site.css'),
        first: resolve(root, 'styles/first.css'),
        han: resolve(root, 'fonts/han.css'),
        desks: resolve(root, 'styles/desks.css'),
        design: resolve(root, 'styles/design.css'),
      },
      output: { codeSplitting: { groups: chunkGroups } },
    },
  },
});

/** Builds the renderer as one module that needs nothing at run time. */
export const serverConfig = (outDir: string, assets: WebAssets): InlineConfig => ({
  ...shared,
  define: { __ASSETS__: JSON.stringify(assets), 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: resolve(root, 'server.tsx'),
    rolldownOptions: { output: { entryFileNames: 'server.js' } },
  },
});
