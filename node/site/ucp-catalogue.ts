import type { TokenView } from '../../protocol/api/common.ts';
import type { ListingDetail, ListingSummary } from '../../protocol/api/listing.ts';
import { currencyOf } from '../../protocol/currency.ts';
import { pickLanguage } from '../../protocol/pick-language.ts';
import { widestOf } from '../feeds/atom-feed.ts';

/** Digits of a currency after the point, as most currencies have; prices are whole numbers of the smallest coin. */
const COIN_DECIMALS = 2;
const DESCRIPTION_CHARACTERS = 2_000;

/** An amount in the smallest coin of its currency, rounded up: what is asked is never less than what is paid. */
function priceOf(units: string, { symbol, decimals }: TokenView): { amount: number; currency: string } {
  const scale = 10n ** BigInt(Math.max(0, decimals - COIN_DECIMALS));
  return { amount: Number((BigInt(units) + scale - 1n) / scale), currency: currencyOf(symbol) };
}

const textOf = (texts: Record<string, string>, language: string): string =>
  Object.keys(texts).length === 0 ? '' : pickLanguage(texts, language).value;

/** Where a product is told of: the node's address, and the reader's language. */
export interface CatalogueFrame {
  origin: string;
  language: string;
}

/** A listing that was found, as a product with one price range. */
export function foundProduct({ origin, language }: CatalogueFrame, listing: ListingSummary): Record<string, unknown> {
  const { cid, titles, image, token, priceFromUnits, priceToUnits, score, tags, inStock } = listing;
  const picture = widestOf(image ?? undefined, origin);
  const title = textOf(titles, language);
  return {
    id: cid,
    handle: listing.handle,
    title,
    description: { plain: title },
    url: `${origin}/listing/${cid}`,
    price_range: { min: priceOf(priceFromUnits, token), max: priceOf(priceToUnits, token) },
    ...(picture === undefined ? {} : { media: [{ type: 'image', url: picture }] }),
    tags,
    ...(score.reviews === 0 ? {} : { rating: { value: score.milliStars / 1_000, scale_max: 5, count: score.reviews } }),
    variants: [
      {
        id: cid,
        title,
        description: { plain: title },
        price: priceOf(priceFromUnits, token),
        availability: { available: inStock },
      },
    ],
  };
}

/** A listing with its variants. */
export function wholeProduct(frame: CatalogueFrame, listing: ListingDetail): Record<string, unknown> {
  const { origin, language } = frame;
  const plain = textOf(listing.descriptions, language).slice(0, DESCRIPTION_CHARACTERS);
  const title = textOf(listing.titles, language);
  return {
    ...foundProduct(frame, listing),
    description: { plain: plain || title },
    media: listing.images
      .map((image) => widestOf(image, origin))
      .filter((url) => url !== undefined)
      .map((url) => ({ type: 'image', url })),
    options: listing.options.map(({ name, values }) => ({
      name: textOf(name, language),
      values: values.map((value) => ({ label: textOf(value, language) })),
    })),
    variants: listing.variants.map(({ code, values, offer, left }) => {
      const chosen = values.map((value, index) => textOf(listing.options[index]?.values[value] ?? {}, language));
      return {
        id: `${listing.cid}?v=${encodeURIComponent(code)}`,
        sku: code,
        title: chosen.join(' · ') || title,
        description: { plain: chosen.join(' · ') || title },
        url: `${origin}/listing/${listing.cid}?v=${encodeURIComponent(code)}`,
        price: priceOf(offer.priceUnits, listing.token),
        availability: { available: left > 0 },
      };
    }),
  };
}
