import type { WebAssets } from '../vite.config.ts';

/** Hashed file names of the client build, written in by Vite. */
declare const __ASSETS__: WebAssets;

/**
 * The style sheet of the whole market, where a page with `styling: 'first'` stops needing it: browsers show what stands
 * before it, and wait with what follows until it is there.
 */
export const SiteStyle = () => <link rel="stylesheet" href={`/assets/${__ASSETS__.style}`} />;
