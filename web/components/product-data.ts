import type { DeliveryZoneView, ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { ScoreView, ShopDetail, ShopSummary } from '../../protocol/api/shop.ts';
import { currencyOf } from '../../protocol/currency.ts';
import { moneyText } from '../../protocol/money-text.ts';
import type { PageView } from '../page-view.ts';
import { widestImage } from './picture.tsx';

/** One thing that schema.org has words for. */
export type Thing = Record<string, unknown>;

const DESCRIPTION_CHARACTERS = 500;
const SECONDS_A_DAY = 86_400;
const MOST_COUNTRIES = 50;

/** Puts the things of a page together, as search engines read them. */
export const graphOf = (...things: Thing[]): Thing => ({ '@context': 'https://schema.org', '@graph': things });

/** Only reviews of paid orders exist, so every one counts; nothing is said without any. */
const ratingOf = ({ reviews, milliStars }: ScoreView): Thing =>
  reviews === 0
    ? {}
    : {
        aggregateRating: {
          '@type': 'AggregateRating',
          ratingValue: milliStars / 1_000,
          bestRating: 5,
          worstRating: 1,
          reviewCount: reviews,
        },
      };

/** Where a page stands in the market. @param steps names and paths from the market down; the last is the page itself */
export const breadcrumbs = (view: PageView, steps: readonly (readonly [name: string, path: string])[]): Thing => ({
  '@type': 'BreadcrumbList',
  itemListElement: [[view.t('brand'), '/'] as const, ...steps].map(([name, path], index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: `${view.base.origin}${path}`,
  })),
});

/** The market, and how it is searched. */
export const marketData = ({ base: { origin }, t, locale }: PageView): Thing => ({
  '@type': 'WebSite',
  name: t('brand'),
  url: `${origin}/`,
  inLanguage: locale,
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
    'query-input': 'required name=search_term_string',
  },
});

/** A shop as the organization that sells. */
export const shopData = (view: PageView, shop: ShopSummary): Thing => {
  const { origin } = view.base;
  const logo = shop.logo === null ? null : widestImage(shop.logo);
  const city = view.text(shop.city);
  const tagline = view.text(shop.taglines);
  return {
    '@type': 'OnlineStore',
    '@id': `${origin}/shop/${shop.address}`,
    name: view.text(shop.names) || shop.address,
    url: `${origin}/shop/${shop.address}`,
    ...(tagline === '' ? {} : { description: tagline }),
    ...(logo === null ? {} : { logo: `${origin}${logo}` }),
    ...(shop.country === null && city === ''
      ? {}
      : {
          address: {
            '@type': 'PostalAddress',
            ...(city === '' ? {} : { addressLocality: city }),
            ...(shop.country === null ? {} : { addressCountry: shop.country }),
          },
        }),
    ...ratingOf(shop.score),
  };
};

const shippingOf = (listing: ListingDetail, zone: DeliveryZoneView, shipWithinSeconds: number): Thing => {
  const countries = zone.countries.filter((country) => country !== '*').slice(0, MOST_COUNTRIES);
  return {
    '@type': 'OfferShippingDetails',
    shippingRate: {
      '@type': 'MonetaryAmount',
      value: moneyText(BigInt(zone.firstUnits), listing.token.decimals),
      currency: currencyOf(listing.token.symbol),
    },
    ...(countries.length === 0
      ? {}
      : { shippingDestination: countries.map((country) => ({ '@type': 'DefinedRegion', addressCountry: country })) }),
    deliveryTime: {
      '@type': 'ShippingDeliveryTime',
      handlingTime: days(0, Math.ceil(shipWithinSeconds / SECONDS_A_DAY)),
      transitTime: days(zone.minDays, zone.maxDays),
    },
  };
};

const days = (minValue: number, maxValue: number): Thing => ({
  '@type': 'QuantitativeValue',
  minValue,
  maxValue,
  unitCode: 'DAY',
});

/** What the shop says of returns, where it says anything: no term is made up for it. */
const returnsOf = (view: PageView, { address, returns }: ShopDetail): Thing =>
  view.text(returns) === ''
    ? {}
    : {
        hasMerchantReturnPolicy: {
          '@type': 'MerchantReturnPolicy',
          returnPolicyCategory: 'https://schema.org/MerchantReturnUnspecified',
          merchantReturnLink: `${view.base.origin}/shop/${address}#returns`,
        },
      };

/** A listing for search engines; its rating counts the listing's own reviews, its seller's those of the whole shop. */
export const productData = (view: PageView, listing: ListingDetail, variant: VariantView): Thing => {
  const { origin } = view.base;
  const url = `${origin}/listing/${listing.cid}`;
  const description = view.text(listing.descriptions).slice(0, DESCRIPTION_CHARACTERS);
  const { offer } = variant;
  return {
    '@type': 'Product',
    '@id': url,
    name: view.text(listing.titles),
    url,
    sku: variant.code,
    image: listing.images
      .map(widestImage)
      .filter((path) => path !== null)
      .map((path) => `${origin}${path}`),
    ...(description === '' ? {} : { description }),
    ...(listing.brand === null ? {} : { brand: { '@type': 'Brand', name: listing.brand } }),
    ...ratingOf(listing.score),
    offers: {
      '@type': 'Offer',
      url,
      price: moneyText(BigInt(offer.priceUnits), listing.token.decimals),
      priceCurrency: currencyOf(listing.token.symbol),
      itemCondition: 'https://schema.org/NewCondition',
      availability: variant.left > 0 ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock',
      priceValidUntil: new Date(listing.head.catalogue.validUntil * 1_000).toISOString().slice(0, 10),
      ...(listing.kind === 'shipped' && listing.delivery.length > 0
        ? { shippingDetails: listing.delivery.map((zone) => shippingOf(listing, zone, offer.shipWithinSeconds)) }
        : {}),
      ...returnsOf(view, listing.shopDetail),
      seller: shopData(view, listing.shopDetail),
    },
  };
};
