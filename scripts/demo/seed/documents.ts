import { deliveriesOf, deliveryHash } from '../../../protocol/delivery.ts';
import type { GroupTermsDocument } from '../../../protocol/group.ts';
import type { Image } from '../../../protocol/image.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Draft } from '../../../protocol/products/draft.ts';
import type { Profile } from '../../../protocol/profile.ts';
import { groupOffers } from '../group-offers.ts';
import type { Listing, Shop, Variant } from '../shop-content.ts';
import type { ListingPicture } from './pictures.ts';

const DAY = 86_400;
/** Part of every commission for the promoter's parent. */
const PARENT_BPS = 2_000;

export interface DraftParts {
  shopAddress: Address;
  shop: Shop;
  listing: Listing;
  pictures: readonly ListingPicture[];
  token: Address;
  arbitrator: Address;
  /** Address of a person. */
  addressOf(person: string): Address;
  /** Units of each SKU code that the past sells: the stock comes on top. */
  soldByCode: ReadonlyMap<string, number>;
}

/** A listing of the demo market as the protocol's documents. */
export function draftFrom({
  shopAddress,
  shop,
  listing,
  pictures,
  token,
  arbitrator,
  soldByCode,
  addressOf,
}: DraftParts): Draft {
  const delivery = shop.profile.zones
    .filter((zone) => listing.zones.includes(zone.id))
    .map((zone) => ({
      zone: zone.id,
      name: zone.name,
      countries: zone.countries.includes('*') ? (['*'] as ['*']) : [...zone.countries],
      firstUnits: zone.firstItemUnits.toString(),
      furtherUnits: zone.furtherItemUnits.toString(),
      minDays: zone.minDays,
      maxDays: zone.maxDays,
    }));
  const { texts, terms } = listing;
  return {
    listing: {
      v: 1,
      type: 'listing',
      shop: shopAddress,
      handle: listing.handle,
      kind: listing.kind,
      texts: Object.fromEntries(
        Object.entries(texts).map(([language, { title, description }]) => [language, { title, description }]),
      ),
      category: listing.category,
      tags: [...new Set([...texts.en.tags, ...texts['zh-CN'].tags])],
      images: pictures.map(({ image }) => image),
      options: listing.options.map(({ name, values }) => ({ name, values: values.map((value) => value.name) })),
      variants: listing.variants.map((variant) => ({
        code: variant.sku,
        values: listing.options.map(({ id, values }) => values.findIndex((value) => value.id === variant.values[id])),
        ...pictureOf(variant, pictures),
        ...(variant.grams > 0 ? { grams: variant.grams } : {}),
      })),
      delivery,
      place: {
        country: shop.profile.country,
        city: shop.profile.city,
        ...(shop.profile.point !== undefined && ['pickup', 'service'].includes(listing.kind)
          ? { point: shop.profile.point }
          : {}),
      },
    },
    terms: {
      token,
      kind: listing.kind,
      shipWithinSeconds: terms.shipWithinDays * DAY,
      inspectWithinSeconds: terms.inspectWithinDays * DAY,
      coverageBps: terms.coverageBps,
      commissionBps: terms.commissionBps,
      parentBps: PARENT_BPS,
      hostBps: terms.hostShareBps,
      arbitrator,
      ...(terms.pickup ? { pickup: addressOf(terms.pickup.by), pickupBps: terms.pickup.shareBps } : {}),
      delivery: delivery.length === 0 ? zeroBytes32 : deliveryHash(deliveriesOf(delivery)),
    },
    offers: listing.variants.map(({ sku, priceUnits, stock }) => ({
      code: sku,
      priceUnits: priceUnits.toString(),
      maxSold: stock + (soldByCode.get(sku) ?? 0),
      ...groupOf(sku),
    })),
  };
}

/** What the SKU costs a group, if it is sold to groups. */
function groupOf(sku: string): { group: GroupTermsDocument } | Record<string, never> {
  const offer = groupOffers.get(sku);
  if (!offer) return {};
  const { priceUnits, size, withinHours, leaderBps } = offer;
  return {
    group: {
      priceUnits: priceUnits.toString(),
      size,
      withinSeconds: withinHours * 3_600,
      leaderBps,
      commissionBps: 0,
    },
  };
}

/** The picture that shows one of the variant's option values, if any does. */
function pictureOf(variant: Variant, pictures: readonly ListingPicture[]): { image: number } | Record<string, never> {
  const values = Object.values(variant.values);
  const index = pictures.findIndex(({ value }) => value !== undefined && values.includes(value));
  return index === -1 ? {} : { image: index };
}

/** Pictures of a shop's profile. */
export interface ProfilePictures {
  logo: Image;
  /** At the head of its page, where it has such a look. */
  header?: Image;
}

/** A shop's profile as the protocol's document. */
export const profileFrom = (address: Address, { profile }: Shop, { logo, header }: ProfilePictures): Profile => ({
  v: 1,
  type: 'profile',
  shop: address,
  texts: Object.fromEntries(
    (['en', 'zh-CN'] as const).map((language) => [
      language,
      {
        name: profile.name[language],
        tagline: profile.tagline[language],
        about: profile.about[language],
        shipping: profile.shipping[language],
        returns: profile.returns[language],
      },
    ]),
  ),
  logo,
  place: { country: profile.country, city: profile.city },
  ...(profile.look === undefined
    ? {}
    : {
        theme: {
          accent: profile.look.accent,
          ...(header === undefined ? {} : { header: { sources: header.sources } }),
          sections: [...profile.look.sections],
          featured: [...profile.look.featured],
        },
      }),
});
