import { type Kysely, sql } from 'kysely';
import type { DeliveryZoneView, HeadView, ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import { zoneId } from '../../protocol/delivery.ts';
import type { GroupTermsDocument } from '../../protocol/group.ts';
import { offerOf } from '../../protocol/offer.ts';
import { offerToView } from '../../protocol/offer-view.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { textsOf } from '../catalogue/documents.ts';
import type { OfferProofs } from '../catalogue/offer-proofs.ts';
import type { Database, StoredListing } from '../store/schema.ts';
import { listingSummaries } from './listing-summaries.ts';
import { shopDetails } from './shop-summaries.ts';

/** What reading one listing needs. */
export interface ListingReader {
  db: Kysely<Database>;
  proofs: OfferProofs;
}

/**
 * The current listing under a CID. An older version's CID gives what its shop now sells under the same handle, with the
 * new CID in it.
 * @returns undefined when the CID is unknown or its handle is gone
 */
export async function getListing(reader: ListingReader, cid: string): Promise<ListingDetail | undefined> {
  const document = await reader.db
    .selectFrom('listing_documents')
    .select(['shop', 'handle'])
    .where('cid', '=', cid)
    .executeTakeFirst();
  return document && (await getListingByHandle(reader, document.shop, document.handle));
}

/**
 * The current listing that a shop sells under a handle.
 * @returns undefined when there is none, or when its token is unknown
 * @throws VouchError `offers.inconsistent` while its catalogue changes
 */
export async function getListingByHandle(
  { db, proofs }: ListingReader,
  address: string,
  handle: string,
): Promise<ListingDetail | undefined> {
  // Safety: an address of another form finds no row.
  const shop = address as Address;
  const row = await db
    .selectFrom('listings as l')
    .innerJoin('listing_documents as d', 'd.cid', 'l.cid')
    .innerJoin('heads as h', 'h.shop', 'l.shop')
    .select([
      'l.id',
      'l.terms',
      'd.document',
      'd.digest',
      'h.version',
      'h.root',
      'h.offers',
      'h.valid_until',
      'h.signer',
      'h.signature',
    ])
    .where('l.shop', '=', shop)
    .where('l.handle', '=', handle)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const [[summary], [shopDetail], offers] = await Promise.all([
    listingSummaries(db, [row.id]),
    shopDetails(db, [shop]),
    offerRows(db, shop, handle),
  ]);
  if (summary === undefined || shopDetail === undefined) return undefined;
  const offerProofs = await proofs.proofsOf(
    shop,
    offers.map(({ leaf }) => leaf),
  );
  const head: HeadView = {
    catalogue: { shop, version: row.version, root: row.root, offers: row.offers, validUntil: row.valid_until },
    signer: row.signer,
    signature: `0x${row.signature.toString('hex')}`,
  };
  const { document } = row;
  return {
    ...summary,
    descriptions: textsOf(document.texts, (text) => text.description),
    brand: document.brand ?? null,
    category: document.category ?? null,
    images: document.images,
    options: document.options,
    variants: offers.map((offer, index) => variantView({ offer, proof: offerProofs[index] ?? [], row, shop })),
    delivery: document.delivery.map(deliveryView),
    head,
    shopDetail,
  };
}

interface OfferRow {
  code: string;
  sku: Hex;
  price_units: string;
  max_sold: number;
  group_terms: GroupTermsDocument | null;
  leaf: Hex;
  sold_units: number;
}

async function offerRows(db: Kysely<Database>, shop: Address, handle: string): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select o.code, o.sku, o.price_units::text, o.max_sold, o.group_terms, o.leaf, coalesce(sold.units, 0) as sold_units
    from offers o left join sold on sold.shop = o.shop and sold.sku = o.sku
    where o.shop = ${shop} and o.handle = ${handle} order by o.position`.execute(db);
  return rows;
}

function variantView(parts: {
  offer: OfferRow;
  proof: Hex[];
  row: { terms: Database['listings']['terms']; document: StoredListing; digest: Hex };
  shop: Address;
}): VariantView {
  const { offer, proof, row, shop } = parts;
  const variant = row.document.variants.find(({ code }) => code === offer.code);
  return {
    code: offer.code,
    sku: offer.sku,
    values: variant?.values ?? [],
    image: variant?.image ?? null,
    grams: variant?.grams ?? null,
    soldUnits: offer.sold_units,
    left: Math.max(0, offer.max_sold - offer.sold_units),
    offer: offerToView(
      offerOf({
        shop,
        listing: row.digest,
        sku: offer.sku,
        terms: row.terms,
        variant: { priceUnits: offer.price_units, maxSold: offer.max_sold, group: offer.group_terms },
      }),
    ),
    group: offer.group_terms,
    proof,
  };
}

const deliveryView = (zone: StoredListing['delivery'][number]): DeliveryZoneView => ({
  zone: zone.zone,
  zoneId: zoneId(zone.zone),
  names: zone.name,
  countries: zone.countries,
  firstUnits: zone.firstUnits,
  furtherUnits: zone.furtherUnits,
  minDays: zone.minDays,
  maxDays: zone.maxDays,
});
