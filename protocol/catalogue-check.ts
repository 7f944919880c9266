import { decodeDocument, digestOf } from './block.ts';
import { type CatalogueEntry, type CatalogueRoot, catalogueRootSchema } from './catalogue.ts';
import type { EntryContent } from './dated-entry.ts';
import { deliveriesOf, deliveryHash } from './delivery.ts';
import { failure, type Result, success, VouchError } from './errors.ts';
import type { SignedCatalogue } from './head.ts';
import { limits } from './limits.ts';
import type { Listing } from './listing.ts';
import type { Address, Hex } from './primitives.ts';

/** Decodes and checks the form of a catalogue's root block. */
export const decodeCatalogueRoot = (bytes: Uint8Array): Result<CatalogueRoot> =>
  decodeDocument(bytes, { schema: catalogueRootSchema, mostBytes: limits.catalogueRootBytes, noun: 'catalogue' });

/**
 * Checks that a root block says what its signature says.
 * @returns the root, or `catalogue.shop_mismatch`, `catalogue.version_mismatch`, `catalogue.offers_mismatch`
 */
export function checkRoot(root: CatalogueRoot, signed: SignedCatalogue): Result<CatalogueRoot> {
  if (root.shop !== signed.shop) return mismatch('shop', root.shop, signed.shop);
  if (root.version !== signed.version) return mismatch('version', root.version, signed.version);
  if (root.offers !== signed.offers) return mismatch('offers', root.offers, signed.offers);
  return success(root);
}

/**
 * Checks the times of new and changed entries: a shop must not list itself as newer than it is.
 * @param options `validUntil` of the signed catalogue, `now` of the node's clock, both in Unix seconds
 * @returns `catalogue.entry_ahead` of the first entry that is later than either allows, or null
 */
export function checkEntryTimes(
  entries: readonly CatalogueEntry[],
  { validUntil, now }: { validUntil: number; now: number },
): VouchError | null {
  const latest = Math.min(validUntil, now + limits.clockSkewSeconds);
  const ahead = entries.find((entry) => entry.updatedAt > latest);
  if (ahead === undefined) return null;
  return new VouchError({
    code: 'catalogue.entry_ahead',
    message: `The entry ${ahead.handle} says that it was changed at ${ahead.updatedAt}, after ${latest}.`,
    hint: 'Set the clock of the computer that signs right, and publish again.',
    details: { field: 'updatedAt', limit: `at most ${latest}`, handle: ahead.handle },
  });
}

/** Checks one listing against its entry; returns what is wrong, or null. */
export type EntryCheck = (entry: EntryContent, listing: Listing) => VouchError | null;

/**
 * Makes the check of listings against their entries in one shop's catalogue: shop, handle, kind, delivery choices, codes
 * of variants. Errors are `listing.shop_mismatch`, `listing.handle_mismatch`,
 * `listing.kind_mismatch`, `listing.delivery_mismatch`, `listing.variant_unknown`.
 */
export function createEntryCheck(shop: Address): EntryCheck {
  // Most listings of a shop share their delivery choices, and their hash costs more than all other checks together.
  const known: { delivery: Listing['delivery']; hash: Hex }[] = [];
  const deliveryOf = ({ delivery }: Listing): Hex => {
    const found = known.find((each) => isSameValue(each.delivery, delivery));
    if (found !== undefined) return found.hash;
    const hash = deliveryHash(deliveriesOf(delivery));
    known.push({ delivery, hash });
    if (known.length > DELIVERIES_KNOWN) known.shift();
    return hash;
  };
  return (entry, listing) => {
    const wrong = (noun: string, found: unknown, wanted: unknown) =>
      listingError(
        entry,
        `${noun}_mismatch`,
        `has the ${noun} ${found} where its catalogue entry says ${wanted}`,
        noun,
      );
    if (listing.shop !== shop) return wrong('shop', listing.shop, shop);
    if (listing.handle !== entry.handle) return wrong('handle', listing.handle, entry.handle);
    if (listing.kind !== entry.terms.kind) return wrong('kind', listing.kind, entry.terms.kind);
    const delivery = deliveryOf(listing);
    if (delivery !== entry.terms.delivery) return wrong('delivery', delivery, entry.terms.delivery);
    const unknown = firstUnknown(entry, listing);
    if (unknown !== undefined) {
      return listingError(
        entry,
        'variant_unknown',
        `has no variant ${unknown.code}, which its catalogue entry offers`,
        'variants',
      );
    }
    return null;
  };
}

/** The first offer of a variant that the listing lacks. Most often both name the same variants in the same order. */
function firstUnknown({ offers }: EntryContent, { variants }: Listing): EntryContent['offers'][number] | undefined {
  if (offers.every((offer, index) => offer.code === variants[index]?.code)) return undefined;
  const codes = new Set(variants.map((variant) => variant.code));
  return offers.find((offer) => !codes.has(offer.code));
}

/** Compares what documents hold besides bytes and links. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const members = Object.keys(a);
  if (members.length !== Object.keys(b).length) return false;
  // Safety: both are objects or lists, and what is not there is compared as undefined.
  return members.every((name) => isSameValue((a as Members)[name], (b as Members)[name]));
}

type Members = Record<string, unknown>;

/** Sets of delivery choices that are remembered while one shop's listings are checked. */
const DELIVERIES_KNOWN = 8;

const listingError = (entry: EntryContent, problem: string, sentence: string, field: string): VouchError =>
  new VouchError({
    code: `listing.${problem}`,
    message: `The listing ${entry.handle} ${sentence}.`,
    hint: 'Build the catalogue again from its listings.',
    details: { field, handle: entry.handle, listing: digestOf(entry.listing) },
  });

const mismatch = (field: string, found: unknown, wanted: unknown) =>
  failure({
    code: `catalogue.${field}_mismatch`,
    message: `The catalogue's ${field} is ${found}, but its signature says ${wanted}.`,
    hint: 'Sign the catalogue again from its root block.',
    details: { field, found, wanted },
  });
