import { writeXml, xmlHeader } from '../feeds/xml.ts';

/** Addresses that one file of a sitemap may hold, by the protocol of sitemaps. */
export const SITEMAP_ADDRESSES = 50_000;

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** A page that search engines may show. */
export interface SitemapEntry {
  path: string;
  /** Unix seconds; left out where nothing tells. */
  updatedAt?: number;
}

/** Names the files of a sitemap. @param origin address of the node without a slash at its end */
export const sitemapIndex = (origin: string, paths: readonly string[]): string =>
  `${xmlHeader}${writeXml({
    sitemapindex: { '@xmlns': namespace, sitemap: paths.map((path) => ({ loc: `${origin}${path}` })) },
  })}`;

/** One file of a sitemap in pieces, so that it is never whole in memory. */
export async function* sitemapFile(
  origin: string,
  batches: AsyncIterable<readonly SitemapEntry[]>,
): AsyncGenerator<string> {
  yield `${xmlHeader}<urlset xmlns="${namespace}">\n`;
  for await (const entries of batches) {
    yield writeXml({
      url: entries.map(({ path, updatedAt }) => ({
        loc: `${origin}${path}`,
        ...(updatedAt === undefined ? {} : { lastmod: dateOf(updatedAt) }),
      })),
    });
  }
  yield '</urlset>\n';
}
