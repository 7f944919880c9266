import type { FeedListing } from '../../indexer/queries/feed-listings.ts';
import type { ImageView } from '../../protocol/api/common.ts';
import { pickLanguage } from '../../protocol/pick-language.ts';
import { writeXml, type XmlElement, xmlHeader } from './xml.ts';

/** What every feed of a shop is made of. */
export interface FeedFrame {
  /** Public address of the node without a slash at its end. */
  origin: string;
  /** Path of the feed with its query. */
  path: string;
  language: string;
  shop: { address: string; names: Record<string, string>; taglines: Record<string, string> };
}

/** The text in the feed's language, or an empty one. */
export const textIn = (texts: Record<string, string>, language: string): string =>
  Object.keys(texts).length === 0 ? '' : pickLanguage(texts, language).value;

/** Address of an image's widest file, or undefined. */
export function widestOf(image: ImageView | undefined, origin: string): string | undefined {
  const widest = image?.sources.reduce<ImageView['sources'][number] | undefined>(
    (most, source) => (source.width > (most?.width ?? 0) ? source : most),
    undefined,
  );
  return widest && `${origin}/image/${widest.cid}`;
}

/** An Atom feed (RFC 4287) of what a shop listed or changed last. */
export function atomFeed({ origin, path, language, shop }: FeedFrame, listings: readonly FeedListing[]): string {
  const updated = Math.max(0, ...listings.map(({ updatedAt }) => updatedAt));
  const tagline = textIn(shop.taglines, language);
  return `${xmlHeader}${writeXml({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': language,
      id: `urn:vouch:shop:${shop.address}`,
      title: textIn(shop.names, language) || shop.address,
      ...(tagline === '' ? {} : { subtitle: tagline }),
      updated: new Date(updated * 1_000).toISOString(),
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': `${origin}${path}` },
        { '@rel': 'alternate', '@type': 'text/html', '@href': `${origin}/shop/${shop.address}` },
      ],
      author: { name: textIn(shop.names, language) || shop.address, uri: `${origin}/shop/${shop.address}` },
      entry: listings.map((listing) => entryOf(listing, { origin, language, shop: shop.address })),
    },
  })}`;
}

function entryOf(
  { cid, handle, updatedAt, document }: FeedListing,
  { origin, language, shop }: { origin: string; language: string; shop: string },
): XmlElement {
  const { title, description } = pickLanguage(document.texts, language).value;
  const image = widestOf(document.images[0], origin);
  return {
    // The same in every version of the listing.
    id: `urn:vouch:listing:${shop}/${handle}`,
    title,
    updated: new Date(updatedAt * 1_000).toISOString(),
    link: [
      { '@rel': 'alternate', '@type': 'text/html', '@href': `${origin}/listing/${cid}` },
      ...(image === undefined ? [] : [{ '@rel': 'enclosure', '@type': 'image/webp', '@href': image }]),
    ],
    ...(description === '' ? {} : { summary: description }),
    category: document.tags.map((tag) => ({ '@term': tag })),
  };
}
