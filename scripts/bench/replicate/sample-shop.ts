import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { hexToBytes } from 'viem/utils';
import { createFastKeccak } from '../../../node/p2p/keccak.ts';
import { type Block, encodeDocument } from '../../../protocol/block.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { buildCatalogue, type CatalogueMemo } from '../../../protocol/catalogue-build.ts';
import { deliveriesOf, deliveryHash } from '../../../protocol/delivery.ts';
import type { Head } from '../../../protocol/head.ts';
import type { Image } from '../../../protocol/image.ts';
import { encodeListing, type Listing } from '../../../protocol/listing.ts';
import { createOfferHasher, type OfferHasher } from '../../../protocol/offer-hasher.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import type { Draft } from '../../../protocol/products/draft.ts';
import { createTreeMemo } from '../../../protocol/tree.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';

/** The market that sample heads are signed for. */
export const sampleChainId = 31_337;
export const sampleMarket: Address = `0x${'4d'.repeat(20)}`;

/** One listing of a sample shop; a different `revision` gives a different text under the same handle. */
export interface SampleItem {
  number: number;
  revision: number;
  images?: Image[];
}

/** A shop whose catalogues are made up, the same from the same numbers. */
export interface SampleShop {
  shop: Address;
  account: PrivateKeyAccount;
  /** Builds and signs a version; `blocks` are all blocks of it, images aside. */
  version(options: {
    version: number;
    items: readonly SampleItem[];
    now: number;
    profile?: Block;
    signer?: PrivateKeyAccount;
    validSeconds?: number;
    /** Builds on the last version that was built so; `blocks` leaves out listings and nodes that it had. */
    onlyNew?: boolean;
  }): Promise<{ head: Head; blocks: Block[]; listings: Block[]; entries: CatalogueEntry[] }>;
}

/** Items 0 to `count` − 1 at revision 0. */
export const sampleItems = (count: number): SampleItem[] =>
  Array.from({ length: count }, (_, number) => ({ number, revision: 0 }));

/** Unix seconds at which listings of revision 0 were written. */
export const sampleTime = 1_760_000_000;
const colours = ['Sand', 'Ink', 'Moss', 'Clay', 'Snow', 'Slate'];
const goods = ['bowl', 'mug', 'vase', 'plate', 'teapot', 'planter', 'jug', 'candle holder'];
const sentence =
  'Thrown by hand in small batches and fired twice, so every piece is a little different from the one in the picture.';

/** Makes the shop of a private key. */
export async function sampleShop(key: Hex): Promise<SampleShop> {
  const account = privateKeyToAccount(key);
  // Safety: viem gives an address; the project keeps them in lower case.
  const shop = account.address.toLowerCase() as Address;
  const hasher: OfferHasher = createOfferHasher(await createFastKeccak());
  const memo: CatalogueMemo = { tree: createTreeMemo() };
  const uploaded = new WeakSet<Block>();
  const made = new WeakMap<SampleItem, { entry: CatalogueEntry; block: Block }>();

  const make = (item: SampleItem) => {
    const known = made.get(item);
    if (known !== undefined) return known;
    const listing = sampleListing(shop, item);
    const block = encodeListing(listing);
    const fresh = { entry: sampleEntry(listing, block, item), block };
    made.set(item, fresh);
    return fresh;
  };

  return {
    shop,
    account,
    version: async ({ version, items, now, profile, signer = account, validSeconds = 86_400, onlyNew }) => {
      const all = items.map(make);
      const entries = all.map(({ entry }) => entry);
      const built = buildCatalogue({
        shop,
        version,
        previous: null,
        profile: profile?.cid ?? null,
        entries,
        hasher,
        ...(onlyNew ? { memo } : {}),
      });
      const catalogue = { shop, version, ...built.signed, validUntil: now + validSeconds };
      const signature = hexToBytes(
        await signer.signTypedData(catalogueTypedData(sampleChainId, sampleMarket, catalogue)),
      );
      const head: Head = { v: 1, type: 'head', catalogue, signer: signer.address.toLowerCase() as Address, signature };
      const listings = all.map(({ block }) => block);
      const fresh = onlyNew ? listings.filter((block) => !uploaded.has(block)) : listings;
      if (onlyNew) for (const block of fresh) uploaded.add(block);
      return { head, listings, entries, blocks: [...fresh, ...(profile ? [profile] : []), ...built.blocks] };
    },
  };
}

/** Drafts of the same listings, for the tools that shops publish with. @param terms what differs from the sample's */
export const sampleDrafts = (shop: Address, count: number, terms: Partial<CatalogueEntry['terms']>): Draft[] =>
  sampleItems(count).map((item) => {
    const listing = sampleListing(shop, item);
    const entry = sampleEntry(listing, encodeListing(listing), item);
    return { listing, terms: { ...entry.terms, ...terms }, offers: entry.offers };
  });

const sampleListing = (shop: Address, { number, revision, images }: SampleItem): Listing => {
  const colour = colours[number % colours.length] ?? 'Sand';
  const good = goods[number % goods.length] ?? 'bowl';
  return {
    v: 1,
    type: 'listing',
    shop,
    handle: `${colour}-${good}-${number}`.toLowerCase().replaceAll(' ', '-'),
    kind: 'shipped',
    texts: {
      en: {
        title: `${colour} ${good} no. ${number}`,
        description: `${`${sentence} `.repeat(4)}Piece ${number}, glaze ${colour}, edition ${revision + 1}.`,
      },
      'zh-CN': {
        title: `手工${number}号器皿`,
        description: `小批量手工拉坯，两次烧制，每一件都略有不同。第 ${number} 件。`,
      },
    },
    tags: ['ceramic', 'handmade', good.replaceAll(' ', '-')],
    images: images ?? [],
    options: [
      {
        name: { en: 'Size', 'zh-CN': '尺寸' },
        values: [
          { en: 'Small', 'zh-CN': '小' },
          { en: 'Large', 'zh-CN': '大' },
        ],
      },
    ],
    variants: [
      { code: `P${number}-S`, values: [0], grams: 300 },
      { code: `P${number}-L`, values: [1], grams: 700 },
    ],
    delivery: [
      {
        zone: 'domestic',
        name: { en: 'Within Portugal' },
        countries: ['PT'],
        firstUnits: '4000000',
        furtherUnits: '1000000',
        minDays: 1,
        maxDays: 3,
      },
      {
        zone: 'world',
        name: { en: 'Everywhere else' },
        countries: ['*'],
        firstUnits: '19000000',
        furtherUnits: '5000000',
        minDays: 5,
        maxDays: 21,
      },
    ],
    place: { country: 'PT' },
  };
};

const sampleEntry = (listing: Listing, block: Block, { number, revision }: SampleItem): CatalogueEntry => ({
  handle: listing.handle,
  listing: block.cid,
  terms: {
    token: `0x${'70'.repeat(20)}`,
    kind: listing.kind,
    shipWithinSeconds: 259_200,
    inspectWithinSeconds: 604_800,
    coverageBps: 1_000,
    commissionBps: 500,
    parentBps: 1_000,
    hostBps: 100,
    arbitrator: `0x${'c0'.repeat(20)}`,
    delivery: deliveryHash(deliveriesOf(listing.delivery)),
  },
  offers: listing.variants.map((variant, index) => ({
    code: variant.code,
    priceUnits: String(19_000_000 + number * 1_000 + index * 10_000_000),
    maxSold: 25,
  })),
  updatedAt: sampleTime + revision,
});

/** A profile block of the shop. */
export const sampleProfile = (shop: Address, tagline: string): Block =>
  encodeDocument({ v: 1, type: 'profile', shop, texts: { en: { name: 'Sample Ceramics', tagline } } });
