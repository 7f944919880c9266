import type { ImageView } from '../../protocol/api/common.ts';
import type { ThemeView } from '../../protocol/api/shop.ts';
import type { Image } from '../../protocol/image.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { Profile } from '../../protocol/profile.ts';
import type { Localised } from '../../protocol/text.ts';
import { sectionsInOrder } from '../../protocol/theme.ts';
import type { StoredListing } from '../store/schema.ts';

/** A picture as JSON: CIDs as text. */
export const imageViewOf = (image: Image): ImageView => ({
  ...(image.alt === undefined ? {} : { alt: image.alt }),
  sources: image.sources.map(({ cid, width, height, type }) => ({ cid: cid.toString(), width, height, type })),
});

/** How a shop looks as JSON; null where it chose nothing. */
export const themeViewOf = ({ theme }: Profile): ThemeView | null =>
  theme === undefined
    ? null
    : {
        accent: theme.accent ?? null,
        header: theme.header === undefined ? null : imageViewOf(theme.header),
        sections: sectionsInOrder(theme.sections ?? []),
        featured: theme.featured ?? [],
      };

/** A listing as plain JSON. */
export const storedListing = (listing: Listing): StoredListing => ({
  ...listing,
  images: listing.images.map(imageViewOf),
});

/** One member of every language's text: titles, names, descriptions. Languages without it are left out. */
export function textsOf<T>(texts: Record<string, T>, pick: (text: T) => string | undefined): Localised {
  const picked = Object.entries(texts).map(([language, text]) => [language, pick(text)] as const);
  return Object.fromEntries(
    picked.filter((entry): entry is readonly [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** The columns of a profile. */
export const profileTexts = ({ texts }: Profile) => ({
  names: textsOf(texts, (text) => text.name),
  taglines: textsOf(texts, (text) => text.tagline),
  about: textsOf(texts, (text) => text.about),
  shipping: textsOf(texts, (text) => text.shipping),
  returns: textsOf(texts, (text) => text.returns),
});
