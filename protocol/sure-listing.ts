import { RAW } from './block.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import type { Listing } from './listing.ts';
import {
  sureAddress,
  sureCountry,
  sureHandle,
  sureLocalised,
  surePerLanguage,
  sureSkuCode,
  sureUnitsText,
} from './sure-common.ts';
import {
  type SureForm,
  sureCid,
  sureInteger,
  sureList,
  sureMembers,
  sureOneOf,
  surePattern,
  sureText,
} from './sure-form.ts';

const width = sureInteger(1, limits.imageWidthPixels);

const sources = sureList(
  sureMembers({
    cid: sureCid(RAW),
    width,
    height: width,
    bytes: sureInteger(1, limits.imageBytes),
    type: sureOneOf('image/webp', 'image/avif'),
  }),
  { least: 1, most: limits.imageSources },
);

const ascending = (list: readonly { width: number }[]): boolean =>
  list.every((source, index) => source.width >= (list[index - 1]?.width ?? 0));

const image = sureMembers(
  // Safety: `sources` passed, so each has a width.
  { sources: (value) => sources(value) && ascending(value as { width: number }[]) },
  { alt: sureLocalised(limits.titleCharacters) },
);

const variant = sureMembers(
  { code: sureSkuCode, values: sureList(sureInteger(0, limits.optionValues - 1), { most: limits.options }) },
  {
    image: sureInteger(0, limits.images - 1),
    grams: sureInteger(0, 100_000_000),
    barcode: sureText(64, 1),
  },
);

const countries = sureList(sureCountry, { least: 1, most: limits.deliveryCountries });
const everywhere = sureList(sureOneOf('*'), { least: 1, most: 1 });

const days = sureInteger(0, 365);
const zoneMembers = sureMembers({
  zone: surePattern(/^[a-z0-9][a-z0-9-]{0,31}$/),
  name: sureLocalised(limits.optionCharacters),
  countries: (value) => countries(value) || everywhere(value),
  firstUnits: sureUnitsText,
  furtherUnits: sureUnitsText,
  minDays: days,
  maxDays: days,
});
// Safety: the members passed, so both are numbers.
const zone: SureForm = (value) => zoneMembers(value) && (value as DayRange).minDays <= (value as DayRange).maxDays;
type DayRange = Listing['delivery'][number];

const point = sureMembers({
  latitudeE6: sureInteger(-90_000_000, 90_000_000),
  longitudeE6: sureInteger(-180_000_000, 180_000_000),
});

const optionText = sureLocalised(limits.optionCharacters);

const members = sureMembers(
  {
    v: sureOneOf(1),
    type: sureOneOf('listing'),
    shop: sureAddress,
    handle: sureHandle,
    kind: sureOneOf(...kinds),
    texts: surePerLanguage(
      sureMembers({ title: sureText(limits.titleCharacters, 1), description: sureText(limits.descriptionCharacters) }),
    ),
    tags: sureList(sureText(limits.tagCharacters, 1), { most: limits.tags }),
    images: sureList(image, { most: limits.images }),
    options: sureList(
      sureMembers({ name: optionText, values: sureList(optionText, { least: 1, most: limits.optionValues }) }),
      { most: limits.options },
    ),
    variants: sureList(variant, { least: 1, most: limits.variants }),
    delivery: sureList(zone, { most: limits.deliveryZones }),
  },
  {
    brand: sureText(limits.optionCharacters, 1),
    category: sureInteger(1, 999_999),
    place: sureMembers({ country: sureCountry }, { city: optionText, point }),
  },
);

/** Stands for `listingSchema`. */
export const sureListing: SureForm = (value) => members(value) && isConsistent(value as Listing);

/** What the parts of a listing say of each other. */
function isConsistent({ kind, variants, options, images, delivery }: Listing): boolean {
  if (kind === 'shipped' && delivery.length === 0) return false;
  if (delivery.length > 1 && new Set(delivery.map((each) => each.zone)).size !== delivery.length) return false;
  if (variants.length > 1 && new Set(variants.map((each) => each.code)).size !== variants.length) return false;
  return variants.every(
    (each) =>
      each.values.length === options.length &&
      each.values.every((value, option) => value < (options[option]?.values.length ?? 0)) &&
      (each.image === undefined || each.image < images.length),
  );
}
