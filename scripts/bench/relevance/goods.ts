import { existsSync } from 'node:fs';
import { readShopSettings } from '../../../node/shop/shop-settings.ts';
import { readShopifyRows } from '../../../node/shop/shopify-rows.ts';
import type { Listing } from '../../../protocol/listing.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { draftOf } from '../../../protocol/products/product-draft.ts';
import { groupProducts } from '../../../protocol/products/shopify-products.ts';
import { market } from '../../demo/market.ts';
import { draftFrom } from '../../demo/seed/documents.ts';

/** A shop whose goods queries are judged over. */
export interface JudgedShop {
  /** Short name that judgements use. */
  name: string;
  address: Address;
  names: string[];
  goods: Good[];
}

/** A listing with what judgements may say of it. */
export interface Good {
  listing: Listing;
  priceUnits: number;
  /** What the product list calls its sort; empty in the demo market. */
  type: string;
}

/** Folder of public product lists, beside the project. */
export const dataFolder = new URL('../../../../shared/data/shopify/', import.meta.url).pathname;
const FILES = [
  { file: 'apparel', name: 'Coastline Outfitters' },
  { file: 'jewelry', name: 'Gilded Hour' },
  { file: 'snowdevil', name: 'Snowdevil' },
];

/** True where the public product lists are there. */
export const hasProductLists = (): boolean => existsSync(dataFolder);

const addressOf = (shop: number): Address => `0x${(0xb000 + shop).toString(16).padStart(40, '0')}`;
const TOKEN = addressOf(0xfff);
const price = (units: readonly (string | bigint)[]): number =>
  Number(units.map(BigInt).reduce((least, each) => (each < least ? each : least)));

/** The shops of the demo market, and those of the product lists. */
export async function judgedShops(): Promise<JudgedShop[]> {
  const demo = market.shops.map((shop, index): JudgedShop => {
    const address = addressOf(index);
    const drafts = shop.listings.map((listing) =>
      draftFrom({
        shopAddress: address,
        shop,
        listing,
        pictures: [],
        token: TOKEN,
        arbitrator: TOKEN,
        addressOf: () => TOKEN,
        soldByCode: new Map(),
      }),
    );
    return {
      name: shop.profile.handle,
      address,
      names: Object.values(shop.profile.name),
      goods: drafts.map(({ listing, offers }) => ({
        listing,
        priceUnits: price(offers.map(({ priceUnits }) => priceUnits)),
        type: '',
      })),
    };
  });
  const lists = await Promise.all(
    FILES.map((list, index) => productList(list, addressOf(market.shops.length + index))),
  );
  return [...demo, ...lists];
}

async function productList({ file, name }: { file: string; name: string }, shop: Address): Promise<JudgedShop> {
  const ignore = () => undefined;
  const settings = await readShopSettings(undefined, {});
  const products = await groupProducts(readShopifyRows(`${dataFolder}${file}.csv`, ignore), ignore);
  const goods: Good[] = [];
  for (const product of products) {
    const draft = await draftOf(product, {
      shop,
      token: { address: TOKEN, decimals: 6 },
      arbitrator: TOKEN,
      settings,
      images: { find: async () => undefined, count: 0 },
      soldOf: () => 0,
      onIssue: ignore,
    });
    if (draft === undefined) continue;
    const units = draft.offers.map(({ priceUnits }) => priceUnits);
    goods.push({ listing: draft.listing, priceUnits: price(units), type: product.first.get('type') });
  }
  return { name: file, address: shop, names: [name], goods };
}
