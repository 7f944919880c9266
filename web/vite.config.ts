import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';

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
}

/** Builds islands and styles, hashed, with a manifest. */
export const clientConfig = (outDir: string): InlineConfig => ({
  ...shared,
  build: {
    outDir,
    emptyOutDir: true,
    target,
    assetsDir: '',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: { entry: resolve(root, 'islands/entry.ts'), site: resolve(root, 'styles/site.css') } },
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
