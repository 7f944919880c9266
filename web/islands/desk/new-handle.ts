import { limits } from '../../../protocol/limits.ts';

/**
 * Makes a handle of a title: Latin letters and digits; others are left out.
 * @param title in any language
 * @param taken handles of the shop's other listings
 */
export function handleOf(title: string, taken: ReadonlySet<string>): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, limits.handleCharacters - 6)
    .replace(/-$/, '');
  const base = slug === '' ? 'item' : slug;
  for (let number = 1; ; number++) {
    const handle = number === 1 && slug !== '' ? base : `${base}-${number}`;
    if (!taken.has(handle)) return handle;
  }
}
