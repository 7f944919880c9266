import { CID } from 'multiformats/cid';
import type { z } from 'zod';
import type { SoldVariant } from '../../../protocol/api/shop.ts';
import type { Block } from '../../../protocol/block.ts';
import { type CatalogueEntry, catalogueEntrySchema } from '../../../protocol/catalogue.ts';
import type { EntryContent } from '../../../protocol/dated-entry.ts';
import { deliveriesOf, deliveryHash } from '../../../protocol/delivery.ts';
import { limits } from '../../../protocol/limits.ts';
import { encodeListing, type Listing, listingSchema } from '../../../protocol/listing.ts';
import { offerTermsSchema } from '../../../protocol/offer.ts';
import { type Address, zeroBytes32 } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { soldOf } from './catalogue-edit.ts';
import { COVERAGE_BPS } from './coverage.ts';
import { textsOf, unitsOf, zoneOf } from './draft-zones.ts';
import type { ListingDraft } from './listing-draft.ts';
import { handleOf } from './new-handle.ts';
import { type Problem, problemsOf } from './problems.ts';

/** What a draft is checked against. */
export interface DraftContext {
  shop: Address;
  token: { address: Address; decimals: number };
  /** Who rules disputes, for new listings. */
  arbitrator: Address;
  /** Handles of the shop's other listings. */
  handles: ReadonlySet<string>;
  sales: readonly SoldVariant[];
  /** The published listing that the draft changes, with its entry: what the editor does not show stays. */
  before: { listing: Listing; entry: CatalogueEntry } | null;
}

export type CheckedDraft =
  | { ok: true; block: Block; listing: Listing; entry: EntryContent }
  | { ok: false; problems: readonly Problem[] };

const DAY = 86_400;
const HOUR = 3_600;
const PARENT_BPS = 2_000;
/** Share of the node that serves a sale. */
export const HOST_BPS = 100;
/** A price that only stands in for one that cannot be read: another problem tells of it. */
const UNREAD = '1';

/** Fields of the editor by where schemas find what is wrong. */
const termsFields: Readonly<Record<string, string>> = {
  shipWithinSeconds: 'shipWithinDays',
  inspectWithinSeconds: 'inspectWithinDays',
  commissionBps: 'commissionPercent',
  pickupBps: 'pickupPercent',
};
const renamed: Readonly<Record<string, string>> = {
  delivery: 'zones',
  firstUnits: 'first',
  furtherUnits: 'further',
  priceUnits: 'price',
  maxSold: 'stock',
  offers: 'variants',
};
const groupFields: Readonly<Record<string, string>> = {
  priceUnits: 'groupPrice',
  withinSeconds: 'hours',
  leaderBps: 'leaderPercent',
  commissionBps: 'groupCommission',
};
/** Lists that the editor writes in one field. */
const wholeFields = ['tags', 'images'];

function fieldAt(path: readonly PropertyKey[]): string {
  const [first, index, third, last] = path.map(String);
  if (first !== undefined && wholeFields.includes(first)) return first;
  if (third === 'group' && last !== undefined) return `variants.${index}.group.${groupFields[last] ?? last}`;
  return path.map((part) => renamed[String(part)] ?? String(part)).join('.');
}

/**
 * Checks a draft by the protocol's own schemas, and makes the listing and its entry of it.
 * @returns the listing's block and its entry in the catalogue, or what is wrong by field
 */
export function checkDraft(draft: ListingDraft, context: DraftContext): CheckedDraft {
  const { token, before } = context;
  const problems: Problem[] = [];
  const amount = (field: string, text: string): string => {
    const read = unitsOf(text, token.decimals);
    if ('units' in read) return read.units;
    problems.push({ field, word: 'amount' });
    return UNREAD;
  };
  const price = (field: string, text: string): string => {
    const units = amount(field, text);
    if (BigInt(units) > 0n) return units;
    problems.push({ field, word: 'zero' });
    return UNREAD;
  };
  const add = (error: z.ZodError | undefined, field: (path: readonly PropertyKey[]) => string): void => {
    if (error !== undefined) problems.push(...problemsOf(error, field));
  };

  const listing = listingSchema.safeParse(listingIn(draft, context, amount));
  add(listing.error, fieldAt);
  const terms = offerTermsSchema.safeParse(termsIn(draft, context, listing.data));
  add(terms.error, (path) => termsFields[String(path[0])] ?? String(path[0]));
  const offers = draft.variants.map(({ code, price: single, stock, group }, index) => ({
    code: cleanText(code),
    priceUnits: price(`variants.${index}.price`, single),
    maxSold: Math.min(limits.maxSold, soldOf(context.sales, draft.handle ?? '', code) + Math.max(0, stock)),
    ...(group === null
      ? {}
      : {
          group: {
            priceUnits: price(`variants.${index}.group.groupPrice`, group.groupPrice),
            size: group.size,
            withinSeconds: Math.round(group.hours * HOUR),
            leaderBps: Math.round(group.leaderPercent * 100),
            commissionBps: Math.round(group.groupCommission * 100),
          },
        }),
  }));
  if (!listing.success || !terms.success) return { ok: false, problems: unique(problems) };
  const block = encodeListing(listing.data);
  const content = { handle: listing.data.handle, listing: block.cid, terms: terms.data, offers };
  const entry = catalogueEntrySchema.safeParse({ ...content, updatedAt: before?.entry.updatedAt ?? 0 });
  add(entry.error, (path) => fieldAt(path[0] === 'terms' ? path.slice(1) : path));
  if (!entry.success || problems.length > 0) return { ok: false, problems: unique(problems) };
  const { updatedAt: _, ...checked } = entry.data;
  return { ok: true, block, listing: listing.data, entry: checked };
}

/** One problem a field: the first says enough. */
const unique = (problems: readonly Problem[]): Problem[] =>
  [...new Map([...problems].reverse().map((problem) => [problem.field, problem])).values()].reverse();

type Amount = (field: string, text: string) => string;

function listingIn(draft: ListingDraft, { shop, handles, before }: DraftContext, amount: Amount): unknown {
  const written = Object.entries(draft.texts).filter(
    ([, text], _index, all) => all.length === 1 || text.title.trim() !== '' || text.description.trim() !== '',
  );
  const texts = Object.fromEntries(
    (written.length === 0 ? Object.entries(draft.texts).slice(0, 1) : written).map(([language, text]) => [
      language,
      { title: cleanText(text.title), description: cleanText(text.description) },
    ]),
  );
  const brand = cleanText(draft.brand);
  const tags = draft.tags.split(/[,，、]/).map(cleanText);
  return {
    v: 1,
    type: 'listing',
    shop,
    handle: draft.handle ?? handleOf(texts.en?.title ?? Object.values(texts)[0]?.title ?? '', handles),
    kind: draft.kind,
    texts,
    ...(brand === '' ? {} : { brand }),
    ...(draft.category === null ? {} : { category: draft.category }),
    tags: [...new Set(tags.filter((tag) => tag !== ''))],
    images: draft.images.map(({ image, alt }) => ({
      ...(alt === undefined ? {} : { alt }),
      sources: image.sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })),
    })),
    options: draft.options.map(({ name, values }) => ({ name: textsOf(name), values: values.map(textsOf) })),
    variants: draft.variants.map(({ code, values, image, grams, barcode }) => ({
      code: cleanText(code),
      values: [...values],
      ...(image === null || image >= draft.images.length ? {} : { image }),
      ...(grams === undefined ? {} : { grams }),
      ...(barcode === undefined ? {} : { barcode }),
    })),
    delivery:
      draft.kind === 'shipped'
        ? draft.zones.map((zone, index) => zoneOf(zone, (field, text) => amount(`zones.${index}.${field}`, text)))
        : [],
    ...(before?.listing.place === undefined ? {} : { place: before.listing.place }),
  };
}

function termsIn(draft: ListingDraft, { token, arbitrator, before }: DraftContext, listing?: Listing): unknown {
  const kept = before?.entry.terms;
  const delivery = listing?.delivery ?? [];
  return {
    token: token.address,
    kind: draft.kind,
    shipWithinSeconds: Math.round(draft.shipWithinDays * DAY),
    inspectWithinSeconds: Math.round(draft.inspectWithinDays * DAY),
    coverageBps: kept?.coverageBps ?? COVERAGE_BPS,
    commissionBps: Math.round(draft.commissionPercent * 100),
    parentBps: kept?.parentBps ?? PARENT_BPS,
    hostBps: kept?.hostBps ?? HOST_BPS,
    arbitrator: kept?.arbitrator ?? arbitrator,
    ...(draft.kind === 'pickup' && draft.pickup !== null
      ? { pickup: draft.pickup.trim(), pickupBps: Math.round(draft.pickupPercent * 100) }
      : {}),
    delivery: delivery.length === 0 ? zeroBytes32 : deliveryHash(deliveriesOf(delivery)),
  };
}
