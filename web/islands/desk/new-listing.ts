import { CID } from 'multiformats/cid';
import type { Block } from '../../../protocol/block.ts';
import { catalogueEntrySchema } from '../../../protocol/catalogue.ts';
import type { EntryContent } from '../../../protocol/dated-entry.ts';
import { type DeliveryZone, deliveriesOf, deliveryHash } from '../../../protocol/delivery.ts';
import { unwrap } from '../../../protocol/errors.ts';
import type { Kind } from '../../../protocol/kind.ts';
import { limits } from '../../../protocol/limits.ts';
import { encodeListing, type Listing } from '../../../protocol/listing.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { offerTermsSchema } from '../../../protocol/offer.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import type { ChosenImage } from '../image-upload.ts';
import { type GroupForm, groupFrom } from './group-terms.ts';

/** What the seller writes about a new product. Amounts are text in the token's decimals. */
export interface ListingForm {
  kind: Kind;
  /** Title and Markdown description by language. */
  texts: Record<string, { title: string; description: string }>;
  images: readonly ChosenImage[];
  price: string;
  /** Units that can be bought. */
  stock: number;
  /** Prices of delivery; only for what is shipped. */
  firstDelivery: string;
  furtherDelivery: string;
  /** Country codes, or `*` alone. */
  countries: readonly string[];
  minDays: number;
  maxDays: number;
  shipWithinDays: number;
  inspectWithinDays: number;
  /** Commission for promoters. */
  commissionPercent: number;
  /** A lower price for groups; null for none. */
  group: GroupForm | null;
  /** Account of the pickup point, for what is picked up; null where the shop hands over itself. */
  pickup: string | null;
  pickupPercent: number;
}

export interface ListingContext {
  shop: Address;
  token: { address: Address; decimals: number };
  arbitrator: Address;
  /** Handles that are taken. */
  handles: ReadonlySet<string>;
}

const DAY = 86_400;
/** Part of every order that the deposit covers, where the seller does not say otherwise. */
const COVERAGE_BPS = 2_000;
const PARENT_BPS = 2_000;
/** Share of the node that serves a sale. */
export const HOST_BPS = 100;
/** The one variant of a listing made here. */
const CODE = 'ONE';

/**
 * Makes a handle of a title: Latin letters and digits; others are left out.
 * @param title in any language
 * @param taken handles of the shop's other listings
 */
export function handleOf(title: string, taken: ReadonlySet<string>): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, limits.handleCharacters - 6)
    .replace(/-$/, '');
  const base = slug === '' ? 'item' : slug;
  for (let number = 1; ; number++) {
    const handle = number === 1 && slug !== '' ? base : `${base}-${number}`;
    if (!taken.has(handle)) return handle;
  }
}

function zonesOf(form: ListingForm, decimals: number): DeliveryZone[] {
  if (form.kind !== 'shipped') return [];
  const everywhere = form.countries.includes('*');
  return [
    {
      zone: everywhere ? 'world' : 'home',
      name: { en: 'Standard delivery', 'zh-CN': '标准配送' },
      countries: everywhere ? ['*'] : [...form.countries],
      firstUnits: unwrap(parseMoney(form.firstDelivery, decimals)).toString(),
      furtherUnits: unwrap(parseMoney(form.furtherDelivery, decimals)).toString(),
      minDays: form.minDays,
      maxDays: form.maxDays,
    },
  ];
}

/**
 * Makes a listing with its offer of what the seller wrote.
 * @returns the listing's block and its entry in the catalogue
 * @throws VouchError `money.*`, `listing.*`, `offer.invalid`
 */
export function makeListing(form: ListingForm, context: ListingContext): { block: Block; entry: EntryContent } {
  const { shop, token, arbitrator, handles } = context;
  const texts = Object.fromEntries(
    Object.entries(form.texts)
      .map(([language, { title, description }]) => [
        language,
        { title: cleanText(title), description: cleanText(description) },
      ])
      .filter(([, text]) => typeof text !== 'string' && text?.title !== ''),
  ) as Listing['texts'];
  const handle = handleOf(texts.en?.title ?? Object.values(texts)[0]?.title ?? '', handles);
  const delivery = zonesOf(form, token.decimals);
  const block = encodeListing({
    v: 1,
    type: 'listing',
    shop,
    handle,
    kind: form.kind,
    texts,
    tags: [],
    images: form.images.map(({ image }) => ({
      sources: image.sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })),
    })),
    options: [],
    variants: [{ code: CODE, values: [] }],
    delivery,
  });
  const terms = unwrap(
    validate(
      offerTermsSchema,
      {
        token: token.address,
        kind: form.kind,
        shipWithinSeconds: form.shipWithinDays * DAY,
        inspectWithinSeconds: form.inspectWithinDays * DAY,
        coverageBps: COVERAGE_BPS,
        commissionBps: Math.round(form.commissionPercent * 100),
        parentBps: PARENT_BPS,
        hostBps: HOST_BPS,
        arbitrator,
        ...(form.kind === 'pickup' && form.pickup !== null
          ? { pickup: form.pickup.trim(), pickupBps: Math.round(form.pickupPercent * 100) }
          : {}),
        delivery: deliveryHash(deliveriesOf(delivery)),
      },
      'offer',
    ),
  );
  const priceUnits = unwrap(parseMoney(form.price, token.decimals)).toString();
  const group = form.group === null ? {} : { group: groupFrom(form.group, token.decimals) };
  const entry = {
    handle,
    listing: block.cid,
    terms,
    offers: [{ code: CODE, priceUnits, maxSold: form.stock, ...group }],
  };
  unwrap(validate(catalogueEntrySchema, { ...entry, updatedAt: 0 }, 'offer'));
  return { block, entry };
}
