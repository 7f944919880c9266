import { privateKeyToAccount } from 'viem/accounts';
import { hexToBytes } from 'viem/utils';
import type { ListingDetail } from '../../../protocol/api/listing.ts';
import type { Block } from '../../../protocol/block.ts';
import { buildCatalogue } from '../../../protocol/catalogue-build.ts';
import { zoneId } from '../../../protocol/delivery.ts';
import { headToView } from '../../../protocol/head-view.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { mailboxKeyFromSecret } from '../../../protocol/mailbox-key.ts';
import { offerLeaf, offersOf } from '../../../protocol/offer.ts';
import { buildOfferTree } from '../../../protocol/offer-tree.ts';
import { offerToView } from '../../../protocol/offer-view.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';
import { addressOf, shopDetail, listing as shown } from '../fixtures.ts';
import { taken } from './drafts.ts';

/** Accounts of the market that tests run against. */
export const chainId = 31_337;
export const contracts = {
  market: addressOf('a1'),
  vault: addressOf('a2'),
  shops: addressOf('a3'),
  deposits: addressOf('a4'),
  reviews: addressOf('a5'),
  referrals: addressOf('a6'),
  settings: addressOf('a7'),
  groups: addressOf('a8'),
  discounts: addressOf('a9'),
  court: addressOf('aa'),
};
export const token = { address: addressOf('d0'), symbol: 'dUSD', decimals: 6 };
export const seller = privateKeyToAccount(`0x${'51'.repeat(32)}`);
export const buyer = privateKeyToAccount(`0x${'b1'.repeat(32)}`);
/** The shop's key for order details. */
export const mailbox = mailboxKeyFromSecret(new Uint8Array(32).fill(7));

const lower = (address: string) => address.toLowerCase() as `0x${string}`;
export const shop = lower(seller.address);

/** What a group pays for the mug. */
export const groupTerms = {
  priceUnits: '19000000',
  size: 3,
  withinSeconds: 86_400,
  leaderBps: 300,
  commissionBps: 0,
};

/** A listing as a node answers it, truly signed by its shop, and the block behind it. */
export interface SignedListing {
  detail: ListingDetail;
  block: Block;
}

/**
 * Makes a shop with two listings, of which buyers see the first: a mug for 24, or 19 for a group of three.
 * @param now Unix seconds
 * @param kind how the mug reaches its buyer
 * @param description of both listings, in both languages
 */
export async function signListing(
  now: number,
  kind: 'shipped' | 'pickup' = 'shipped',
  description = '',
): Promise<SignedListing> {
  const context = { shop, token };
  const form = (title: string, chinese: string, price: string) =>
    taken(
      {
        kind,
        texts: { en: { title, description }, 'zh-CN': { title: chinese, description } },
        price,
        stock: 9,
        zones: [{ zone: 'world', first: '4', further: '1', minDays: 1, maxDays: 4 }],
        shipWithinDays: 3,
        inspectWithinDays: 7,
      },
      context,
    );
  const [mug, bowl] = [form('Speckled mug', '斑点马克杯', '24'), form('Bowl', '碗', '38.5')];
  const mugEntry = {
    ...mug.entry,
    offers: mug.entry.offers.map((each) => ({ ...each, group: groupTerms })),
    updatedAt: now,
  };
  const entries = [mugEntry, { ...bowl.entry, updatedAt: now }];
  const built = buildCatalogue({ shop, version: 3, previous: null, profile: null, entries });
  const catalogue = { shop, version: 3, ...built.signed, validUntil: now + 20 * 86_400 };
  const signature = await seller.signTypedData(catalogueTypedData(chainId, contracts.market, catalogue));
  const head = headToView({ v: 1, type: 'head', catalogue, signer: shop, signature: hexToBytes(signature) });

  const tree = buildOfferTree(entries.flatMap((entry) => offersOf(shop, entry).map(offerLeaf)));
  const [offer] = offersOf(shop, mugEntry);
  const document = decodeListing(mug.block.bytes);
  if (offer === undefined || !document.ok) throw new RangeError('the listing has one offer');
  const detail: ListingDetail = {
    ...shown,
    cid: mug.block.cid.toString(),
    shop,
    handle: mug.entry.handle,
    titles: { en: 'Speckled mug', 'zh-CN': '斑点马克杯' },
    image: null,
    images: [],
    token,
    kind,
    options: [],
    descriptions: description === '' ? {} : { en: description, 'zh-CN': description },
    shopDetail: { ...shopDetail, address: shop },
    head,
    delivery: document.value.delivery.map(({ zone, name, ...rest }) => ({
      ...rest,
      zone,
      zoneId: zoneId(zone),
      names: name,
    })),
    variants: [
      {
        code: 'ONE',
        sku: offer.sku,
        values: [],
        image: null,
        grams: null,
        soldUnits: 2,
        left: 7,
        offer: offerToView(offer),
        group: groupTerms,
        proof: tree.proof(offerLeaf(offer)) ?? [],
      },
    ],
  };
  return { detail, block: mug.block };
}
