/** The same page with one query parameter set, or without it for null. */
export const pathWith = (path: string, name: string, value: string | null): string => {
  const url = new URL(path, 'http://page.invalid');
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
};

/** The account in `?ref=` of a page's path: who brought its reader. Null when none is named. */
export const promoterIn = (path: string): string | null => {
  const named = /[?&]ref=(0x[0-9a-f]{40})(?:&|$)/i.exec(path)?.[1];
  return named === undefined ? null : named.toLowerCase();
};

/** The coupon in `?coupon=` of a page's path; its text is checked where it is used. Null when none is named. */
export const couponIn = (path: string): string | null =>
  /[?&]coupon=([A-Za-z0-9_-]{1,4000})(?:&|$)/.exec(path)?.[1] ?? null;

/** The variant in `?was=` of a page's path, from which the reader could not change one option alone. Null when none is named. */
export const variantBefore = (path: string): string | null =>
  new URL(path, 'http://page.invalid').searchParams.get('was');

/**
 * A link to another page of the market that keeps who brought the reader, so that a link to the whole market earns too.
 * @param view the page that the link stands on
 * @param path path within the market, with or without a query
 */
export const linkTo = ({ promoter }: { promoter: string | null }, path: string): string =>
  promoter === null ? path : `${path}${path.includes('?') ? '&' : '?'}ref=${promoter}`;
