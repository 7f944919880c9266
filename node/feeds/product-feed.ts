import type { FeedListing, FeedOffer } from '../../indexer/queries/feed-listings.ts';
import { currencyOf } from '../../protocol/currency.ts';
import { moneyText } from '../../protocol/money-text.ts';
import { pickLanguage } from '../../protocol/pick-language.ts';
import { type FeedFrame, textIn, widestOf } from './atom-feed.ts';
import { writeXml, type XmlElement, xmlHeader } from './xml.ts';

/** Characters that Google takes of a description, and its most further pictures. */
const DESCRIPTION_CHARACTERS = 5_000;
const FURTHER_IMAGES = 10;

/**
 * A product feed (RSS 2.0 with Google's `g:` elements, one item a variant) in pieces, so that a shop of any size is never
 * whole in memory.
 */
export async function* productFeed(
  frame: FeedFrame,
  batches: AsyncIterable<readonly FeedListing[]>,
): AsyncGenerator<string> {
  const { origin, language, shop } = frame;
  const name = textIn(shop.names, language) || shop.address;
  yield `${xmlHeader}<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n${writeXml({
    title: name,
    link: `${origin}/shop/${shop.address}`,
    description: textIn(shop.taglines, language) || name,
    language,
  })}`;
  for await (const listings of batches) {
    const items = listings.flatMap((listing) => listing.offers.map((offer, at) => itemOf(frame, listing, offer, at)));
    yield writeXml({ item: items });
  }
  yield '</channel>\n</rss>\n';
}

function itemOf(
  { origin, language, shop }: FeedFrame,
  { cid, handle, document, token }: FeedListing,
  offer: FeedOffer,
  at: number,
): XmlElement {
  const { title, description } = pickLanguage(document.texts, language).value;
  const variant = document.variants[at];
  const values = document.options.map((option, index) => ({
    name: textIn(option.name, language),
    value: textIn(option.values[variant?.values[index] ?? 0] ?? {}, language),
  }));
  const [first, ...further] = [
    ...(variant?.image === undefined ? [] : [document.images[variant.image]]),
    ...document.images.filter((_image, index) => index !== variant?.image),
  ].map((image) => widestOf(image, origin));
  const price = (units: string) => `${moneyText(BigInt(units), token.decimals)} ${currencyOf(token.symbol)}`;
  const address = `${origin}/listing/${cid}`;
  return {
    'g:id': `${handle}/${offer.code}`.slice(0, 50),
    'g:item_group_id': handle.slice(0, 50),
    title: [title, ...values.map(({ value }) => value)]
      .filter((part) => part !== '')
      .join(' · ')
      .slice(0, 150),
    description: (description || title).slice(0, DESCRIPTION_CHARACTERS),
    link: variant === undefined ? address : `${address}?v=${encodeURIComponent(variant.code)}`,
    ...(first === undefined ? {} : { 'g:image_link': first }),
    'g:additional_image_link': further.filter((image) => image !== undefined).slice(0, FURTHER_IMAGES),
    'g:availability': offer.left > 0 ? 'in_stock' : 'out_of_stock',
    'g:price': price(offer.priceUnits),
    'g:condition': 'new',
    ...(document.brand === undefined ? {} : { 'g:brand': document.brand }),
    ...(variant?.barcode === undefined ? { 'g:identifier_exists': 'no' } : { 'g:gtin': variant.barcode }),
    ...(document.category === undefined ? {} : { 'g:google_product_category': document.category }),
    'g:product_type': document.tags.slice(0, 5),
    ...(variant?.grams === undefined ? {} : { 'g:shipping_weight': `${variant.grams} g` }),
    'g:product_detail': values.map(({ name, value }) => ({ 'g:attribute_name': name, 'g:attribute_value': value })),
    'g:shipping': document.delivery.flatMap((zone) =>
      zone.countries
        .filter((country) => country !== '*')
        .map((country) => ({
          'g:country': country,
          'g:service': textIn(zone.name, language),
          'g:price': price(zone.firstUnits),
          'g:min_transit_time': zone.minDays,
          'g:max_transit_time': zone.maxDays,
        })),
    ),
    'g:external_seller_id': shop.address,
  };
}
