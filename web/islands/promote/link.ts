/**
 * A promoter's link to a page of this node.
 * @param written the address of a listing, shop or page, whole or only its path
 * @param promoter account that earns
 * @param origin this node's public address
 * @returns undefined for the address of another site
 */
export function promoterLink(written: string, promoter: string, origin: string): string | undefined {
  let url: URL;
  try {
    url = new URL(written.trim() || '/', origin);
  } catch {
    return undefined;
  }
  if (url.origin !== new URL(origin).origin) return undefined;
  url.searchParams.set('ref', promoter);
  url.hash = '';
  return url.toString();
}

/** The promoter in `?parent=` of an address, who brought a new promoter. */
export const parentIn = (search: string): `0x${string}` | null => {
  const parent = new URLSearchParams(search).get('parent')?.toLowerCase() ?? '';
  // Safety: the pattern is that of an address.
  return /^0x[0-9a-f]{40}$/.test(parent) ? (parent as `0x${string}`) : null;
};
