import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import { moneyText } from '../../protocol/money-text.ts';
import type { PageView } from '../page-view.ts';
import { widestImage } from './picture.tsx';

/** schema.org description of a listing for search engines; only reviews from paid orders count in its rating. */
export const productData = (view: PageView, listing: ListingDetail, variant: VariantView): Record<string, unknown> => {
  const { origin } = view.base;
  const url = `${origin}/listing/${listing.cid}`;
  const description = view.text(listing.descriptions).slice(0, 500);
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: view.text(listing.titles),
    url,
    sku: variant.code,
    image: listing.images
      .map(widestImage)
      .filter((path) => path !== null)
      .map((path) => `${origin}${path}`),
    ...(description === '' ? {} : { description }),
    ...(listing.brand === null ? {} : { brand: { '@type': 'Brand', name: listing.brand } }),
    offers: {
      '@type': 'Offer',
      url,
      price: moneyText(BigInt(variant.offer.priceUnits), listing.token.decimals),
      priceCurrency: listing.token.symbol,
      availability: variant.left > 0 ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock',
      priceValidUntil: new Date(listing.head.catalogue.validUntil * 1_000).toISOString().slice(0, 10),
      seller: {
        '@type': 'Organization',
        name: view.text(listing.shopNames),
        url: `${origin}/shop/${listing.shop}`,
        ...(listing.score.reviews === 0
          ? {}
          : {
              aggregateRating: {
                '@type': 'AggregateRating',
                ratingValue: listing.score.milliStars / 1_000,
                reviewCount: listing.score.reviews,
              },
            }),
      },
    },
  };
};
