import { type Abi, stringToHex } from 'viem';
import type { ChainAccount } from '../../node/chain/chain-account.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { reviewsAbi } from '../../protocol/abi/reviews.ts';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { offerFromView } from '../../protocol/offer-view.ts';
import type { Order } from '../../protocol/order.ts';
import { orderFromView } from '../../protocol/order-view.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Review } from '../../protocol/review.ts';
import { getJson } from './http.ts';
import type { TestMarket } from './market.ts';
import { mint } from './shop.ts';
import { until } from './until.ts';

/** A block that a purchase ended up in, and the listing it is of. */
export interface Purchase {
  hash: Hex;
  block: bigint;
  /** What a buyer paid, in token units. */
  totalUnits: bigint;
}

/** The listing of a shop with this handle, as a node tells it. */
export async function listingOf(url: string, shop: Address, handle: string): Promise<ListingDetail> {
  const { items } = await getJson<{ items: { cid: string; handle: string }[] }>(
    `${url}/api/v1/listings?limit=100&shop=${shop}`,
  );
  const found = items.find((item) => item.handle === handle);
  if (!found) throw new RangeError(`the node has no ${handle} of ${shop}`);
  return getJson(`${url}/api/v1/listings/${found.cid}`);
}

/** Buys the first variant of a listing with what a node says about it, without reviews of any kind of trust. */
export async function buy(
  market: TestMarket,
  buyer: ChainAccount,
  listing: ListingDetail,
  options: { quantity?: number; details?: Hex; promoter?: Address; host?: Address } = {},
): Promise<Purchase> {
  const { quantity = 1, details = zeroBytes32, promoter = zeroAddress, host = zeroAddress } = options;
  const [variant] = listing.variants;
  const [zone] = listing.delivery;
  if (!variant || !zone) throw new RangeError(`${listing.handle} cannot be bought`);
  const { catalogue, signer, signature } = listing.head;
  const totalUnits =
    BigInt(variant.offer.priceUnits) * BigInt(quantity) +
    BigInt(zone.firstUnits) +
    BigInt(zone.furtherUnits) * BigInt(quantity - 1);
  await mint(market, buyer, totalUnits);
  const permit = await buyer.permit(market.token, market.deployment.contracts.market, totalUnits);
  const purchase = {
    catalogue: { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) },
    signer,
    signature,
    lines: [
      {
        offer: offerFromView(variant.offer),
        proof: variant.proof,
        quantity,
        delivery: listing.delivery.map((each) => ({
          zone: each.zoneId,
          firstUnits: BigInt(each.firstUnits),
          furtherUnits: BigInt(each.furtherUnits),
        })),
        choice: 0,
        details,
        promoter,
        host,
        maxTotalUnits: totalUnits,
        extras: [],
      },
    ],
  };
  const sent = await buyer.send({ ...contract(market), functionName: 'buy', args: [[purchase], [permit]] });
  return { ...sent, totalUnits };
}

/** Waits for the newest order of a buyer that a node shows after a block. */
export const orderAfter = (url: string, buyer: Address, block: bigint): Promise<OrderDetail> =>
  until(`the order of ${buyer} in block ${block}`, async () => {
    const { items } = await getJson<{ items: { id: string }[] }>(`${url}/api/v1/orders?buyer=${buyer}&limit=1`);
    if (items[0] === undefined) return undefined;
    const order = await getJson<OrderDetail>(`${url}/api/v1/orders/${items[0].id}`);
    return order.steps.some((step) => step.event === 'paid' && BigInt(step.block) === block) ? order : undefined;
  });

/** The seller ships. */
export const ship = (market: TestMarket, seller: ChainAccount, order: Order) =>
  seller.send({ ...contract(market), functionName: 'ship', args: [order, stringToHex('tracking', { size: 32 })] });

/** The buyer accepts. */
export const confirm = (market: TestMarket, buyer: ChainAccount, order: Order) =>
  buyer.send({ ...contract(market), functionName: 'confirm', args: [order] });

/** The terms of an order, as the contract takes them. */
export const termsOf = (order: OrderDetail): Order => orderFromView(order.terms);

/** The words of a review or of a reply to one, as a document. */
const wordsOn = (order: OrderDetail, type: Review['type'], text: string) =>
  encodeDocument({
    v: 1,
    type,
    order: order.id as Hex,
    language: 'en',
    text,
    photos: [],
    writtenAt: Math.floor(Date.now() / 1_000),
  } satisfies Review);

const reviewCall = (market: TestMarket) => ({
  address: market.deployment.contracts.reviews,
  abi: reviewsAbi as Abi,
});

/** The document of a review, and the transaction that posts it. */
export function writeReview(market: TestMarket, buyer: ChainAccount, order: OrderDetail, stars: number, text: string) {
  const block = wordsOn(order, 'review', text);
  const args = [termsOf(order), stars, digestOf(block.cid)];
  return { block, post: () => buyer.send({ ...reviewCall(market), functionName: 'post', args }) };
}

/** The document of a shop's reply to the review of an order, and the transaction that posts it. */
export function writeReply(market: TestMarket, seller: ChainAccount, order: OrderDetail, text: string) {
  const block = wordsOn(order, 'reply', text);
  const args = [termsOf(order), digestOf(block.cid)];
  return { block, post: () => seller.send({ ...reviewCall(market), functionName: 'reply', args }) };
}

const contract = ({ deployment }: TestMarket) => ({ address: deployment.contracts.market, abi: marketAbi as Abi });
