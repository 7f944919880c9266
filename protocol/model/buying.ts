import { type Delivery, deliveryHash, deliveryUnits } from '../delivery.ts';
import type { GroupTerms } from '../group.ts';
import type { Offer } from '../offer.ts';
import { type Order, orderId } from '../order.ts';
import { type OrderProgress, paidProgress, poolingProgress } from '../order-model.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../primitives.ts';
import { isNewShop, NEW_SHOP_INSPECTION_SECONDS } from '../record.ts';
import { coverageOf } from '../split.ts';
import { lock, stakeOf, tokenTermsOf } from './deposits.ts';
import { type Discounting, takeDiscount } from './discounts.ts';
import { enterGroup } from './groups.ts';
import { mayPublish } from './registers.ts';
import { keyOf, type TakenRow } from './tables.ts';
import { take } from './tokens.ts';
import { type Call, refuse, require } from './transaction.ts';

const MAX_LINES = 50;
/** INVARIANT I6: all shares of one order together. */
const MAX_SHARES_BPS = 3_000;
const MAX_VALIDITY_SECONDS = 30 * 86_400;
const PICKUP_KIND = 3;

/** What a line adds to a plain purchase. */
export interface PresentedExtras extends Discounting {
  group: GroupTerms;
  leader: Address;
  groupDeadline: number;
  handover: Hex;
}

export interface PresentedLine {
  offer: Offer;
  /** The offer is in the signed catalogue. */
  proven: boolean;
  quantity: number;
  delivery: readonly Delivery[];
  choice: number;
  details: Hex;
  promoter: Address;
  host: Address;
  maxTotalUnits: bigint;
  extras: readonly PresentedExtras[];
}

export interface PresentedPurchase {
  shop: Address;
  version: bigint;
  validUntil: bigint;
  signer: Address;
  /** The signer signed this catalogue. */
  signed: boolean;
  lines: readonly PresentedLine[];
}

/** What the lines of one purchase share. */
interface Cart {
  shop: Address;
  token: Address;
  version: bigint;
  maxOrderUnits: bigint;
  leastInspection: number;
  zones: Set<Hex>;
  totalUnits: bigint;
  coverageUnits: bigint;
}

/** An order that is being made. */
interface Draft {
  order: Order;
  progress: OrderProgress;
  itemUnits: bigint;
  taken: TakenRow | undefined;
}

/** Buys a cart. @returns the IDs of its orders, line by line */
export function buy(call: Call, purchases: readonly PresentedPurchase[]): Hex[] {
  require(purchases.length > 0 && purchases.every(({ lines }) => lines.length > 0), 'MarketNoLines');
  require(purchases.reduce((count, { lines }) => count + lines.length, 0) <= MAX_LINES, 'MarketTooManyLines');
  const orderIds: Hex[] = [];
  for (const purchase of purchases) buyFrom(call, purchase, orderIds);
  return orderIds;
}

/** Buys from one shop in one token: one signature, one lock, one transfer. */
function buyFrom(call: Call, purchase: PresentedPurchase, orderIds: Hex[]): void {
  checkCatalogue(call, purchase);
  const { shop, version, lines } = purchase;
  const token = lines[0]?.offer.token ?? refuse('MarketNoLines');
  const terms = tokenTermsOf(call, token);
  require(terms.accepted, 'OfferTokenRefused');
  const cart: Cart = {
    shop,
    token,
    version,
    maxOrderUnits: terms.maxOrderUnits,
    leastInspection: isNewShop(stakeOf(call, shop, token)) ? NEW_SHOP_INSPECTION_SECONDS : 0,
    zones: new Set(),
    totalUnits: 0n,
    coverageUnits: 0n,
  };
  for (const line of lines) {
    checkOffer(call, line, cart);
    orderIds.push(buyLine(call, line, cart, orderIds.length));
  }
  lock(call, shop, token, cart.coverageUnits);
  take(call, token, cart.totalUnits, call.at.market);
}

function checkCatalogue(call: Call, { shop, version, validUntil, signer, signed }: PresentedPurchase): void {
  require(call.by !== shop, 'BuyerIsShop');
  require(mayPublish(call, shop, signer), 'CatalogueSignerUnknown');
  require(version >= (call.tables.shops.get(shop)?.lowestVersion ?? 0n), 'CatalogueCancelled');
  require(validUntil > BigInt(call.now), 'CatalogueExpired');
  require(validUntil <= BigInt(call.now + MAX_VALIDITY_SECONDS), 'CatalogueTooLong');
  require(signed, 'CatalogueSignatureInvalid');
}

const outside = (seconds: number): boolean => seconds < 3_600 || seconds > 30 * 86_400;

function checkOffer({ tables, by }: Call, { offer, proven }: PresentedLine, { shop, token }: Cart): void {
  require(offer.shop === shop, 'OfferShopMismatch');
  require(offer.token === token, 'OfferTokenMismatch');
  require(proven, 'OfferNotInCatalogue');
  require(offer.priceUnits !== 0n, 'OfferPriceZero');
  require(!outside(offer.shipWithinSeconds) && !outside(offer.inspectWithinSeconds), 'OfferWindowInvalid');
  const covered = offer.coverageBps >= tables.parameters.minCoverageBps && offer.coverageBps <= 10_000;
  require(covered, 'OfferCoverageTooLow');
  require(offer.commissionBps + offer.hostBps + offer.pickupBps <= MAX_SHARES_BPS, 'OfferSharesTooHigh');
  require(offer.parentBps <= 10_000, 'OfferSharesTooHigh');
  const independent = offer.arbitrator !== zeroAddress && offer.arbitrator !== shop && offer.arbitrator !== by;
  require(independent, 'OfferArbitratorInvalid');
}

function buyLine(call: Call, line: PresentedLine, cart: Cart, index: number): Hex {
  const { tables } = call;
  sell(call, line);
  const plain = newOrder(call, line, cart, index);
  let draft: Draft = {
    order: plain,
    progress: paidProgress(plain, call.now),
    itemUnits: line.offer.priceUnits * BigInt(line.quantity),
    taken: undefined,
  };
  if (line.extras.length > 0) draft = addExtras(call, line, draft);
  const order = price(line, cart, draft);
  const id = orderId(order);
  require(!tables.orders.has(id), 'OrderAlreadyExists');
  tables.orders.set(id, order);
  tables.progress.set(id, draft.progress);
  if (draft.taken !== undefined) tables.taken.set(id, draft.taken);
  return id;
}

/** Counts a sale against the cumulative cap of its SKU. */
function sell({ tables }: Call, { offer, quantity }: PresentedLine): void {
  require(quantity !== 0, 'QuantityZero');
  const key = keyOf(offer.shop, offer.sku);
  const sold = (tables.sold.get(key) ?? 0n) + BigInt(quantity);
  require(sold <= offer.maxSold, 'OfferSoldOut');
  tables.sold.set(key, sold);
}

/** INVARIANT I6: at most two promoters; buyer, shop and arbitrator are never paid for a sale. */
function newOrder({ tables, by, now }: Call, line: PresentedLine, cart: Cart, index: number): Order {
  const { offer } = line;
  const outsider = (payee: Address): Address =>
    payee === by || payee === cart.shop || payee === offer.arbitrator ? zeroAddress : payee;
  let parent: Address = zeroAddress;
  if (line.promoter !== zeroAddress) {
    require(outsider(line.promoter) !== zeroAddress, 'PromoterIsParty');
    parent = outsider(tables.promoters.get(line.promoter) ?? refuse('PromoterUnknown'));
  }
  return {
    buyer: by,
    shop: cart.shop,
    token: cart.token,
    promoter: line.promoter,
    parent,
    host: outsider(line.host),
    leader: zeroAddress,
    pickup: outsider(offer.pickup),
    arbitrator: offer.arbitrator,
    listing: offer.listing,
    sku: offer.sku,
    details: line.details,
    zone: zeroBytes32,
    group: zeroBytes32,
    handover: zeroBytes32,
    totalUnits: 0n,
    coverageUnits: 0n,
    version: cart.version,
    paidAt: BigInt(now),
    index,
    quantity: line.quantity,
    kind: offer.kind,
    shipWithinSeconds: offer.shipWithinSeconds,
    inspectWithinSeconds: Math.max(offer.inspectWithinSeconds, cart.leastInspection),
    commissionBps: offer.commissionBps,
    parentBps: offer.parentBps,
    hostBps: offer.hostBps,
    leaderBps: 0,
    pickupBps: offer.pickupBps,
    parameters: tables.parameters,
  };
}

/** Adds group, hand-over secret and discounts. */
function addExtras(call: Call, line: PresentedLine, plain: Draft): Draft {
  require(line.extras.length === 1, 'ExtrasTooMany');
  const [extras] = line.extras;
  if (extras === undefined) return plain;
  const { offer } = line;
  let { order, progress, itemUnits } = plain;
  if (extras.group.priceUnits !== 0n) {
    itemUnits = extras.group.priceUnits * BigInt(line.quantity);
    const { commissionBps, leaderBps } = extras.group;
    require(commissionBps + offer.hostBps + offer.pickupBps + leaderBps <= MAX_SHARES_BPS, 'OfferSharesTooHigh');
    const entered = enterGroup(call, { ...extras, offer, terms: extras.group });
    const party = [order.buyer, order.shop, order.arbitrator].includes(extras.leader);
    const leader = party ? zeroAddress : extras.leader;
    order = { ...order, group: entered.group, leader, leaderBps, commissionBps };
    progress = poolingProgress(order, entered.deadline);
  }
  if (extras.handover !== zeroBytes32) {
    require(offer.kind === PICKUP_KIND, 'HandoverNotOffered');
    order = { ...order, handover: extras.handover };
  }
  if (extras.coupons.length === 0 && extras.points === 0n) return { ...plain, order, progress, itemUnits };
  require(itemUnits < 1n << 128n, 'OrderTooLarge');
  const { shop, token, sku } = order;
  const { discountUnits, taken } = takeDiscount(call, { shop, token, sku, itemUnits }, extras);
  return { order, progress, itemUnits: itemUnits - discountUnits, taken };
}

/** Adds delivery and coverage: of lines that go to the same zone only the first pays the price of a first unit. */
function price(line: PresentedLine, cart: Cart, { order, itemUnits }: Draft): Order {
  const { zone, units } = deliveryOf(line, cart);
  const totalUnits = itemUnits + units;
  require(totalUnits <= cart.maxOrderUnits, 'OrderTooLarge');
  require(totalUnits <= line.maxTotalUnits, 'OrderAboveLimit');
  const coverageUnits = coverageOf(totalUnits, line.offer.coverageBps);
  cart.totalUnits += totalUnits;
  cart.coverageUnits += coverageUnits;
  return { ...order, zone, totalUnits, coverageUnits };
}

function deliveryOf(
  { offer, delivery, choice, quantity }: PresentedLine,
  { zones }: Cart,
): { zone: Hex; units: bigint } {
  if (offer.delivery === zeroBytes32) {
    require(delivery.length === 0, 'DeliveryInvalid');
    return { zone: zeroBytes32, units: 0n };
  }
  const chosen = delivery[choice];
  if (chosen === undefined || deliveryHash(delivery) !== offer.delivery) refuse('DeliveryInvalid');
  const units = deliveryUnits(chosen, BigInt(quantity), !zones.has(chosen.zone));
  zones.add(chosen.zone);
  return { zone: chosen.zone, units };
}
