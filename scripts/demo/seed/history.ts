import { type Abi, decodeEventLog, type LocalAccount, type TransactionReceipt } from 'viem';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { reviewsAbi } from '../../../protocol/abi/reviews.ts';
import { type Block, digestOf } from '../../../protocol/block.ts';
import type { ContractAddresses } from '../../../protocol/deployment.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { extrasOf } from '../../../protocol/extras.ts';
import { handoverHash } from '../../../protocol/handover.ts';
import { type Order, orderId } from '../../../protocol/order.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import type { PastEvidence } from '../disputes.ts';
import { groupOffers } from '../group-offers.ts';
import type { Listing, PastOrder, PastReview } from '../shop-content.ts';
import { drawHeader } from './draw-header.ts';
import { type OrderStepName, planOrder } from './order-plan.ts';
import type { PastCall, PastChain } from './past-chain.ts';
import type { PastGroups } from './past-groups.ts';
import type { ShopStock } from './shop-stock.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** The past ends this long before the present: later the chain takes no history. */
const PAST_ENDS_SECONDS = 2 * HOUR;
/** Blocks that pass before a draw can be made. */
const DRAW_BLOCKS = 6;
/** The code that a buyer of the past showed: it opened its order and nothing else. */
const PICKUP_SECRET: Hex = `0x${'5e'.repeat(32)}`;
/** What a seller who disagrees offers: less than any buyer asks for. */
const ANSWER_BPS = 1_500;
const NO_LIMIT = (1n << 128n) - 1n;

/** An order of the past together with what it needs from elsewhere. */
export interface HistoryOrder {
  order: PastOrder;
  listing: Listing;
  stock: ShopStock;
  buyer: LocalAccount;
  promoter: LocalAccount | undefined;
  /** Digest of the encrypted details, or zero. */
  details: Hex;
  review?: PastReview;
  /** What both sides bring when they fall out. */
  evidence?: { buyer: PastEvidence; seller?: PastEvidence };
}

export interface HistoryOptions {
  past: PastChain;
  rpcUrl: string;
  contracts: Pick<ContractAddresses, 'market' | 'reviews' | 'groups' | 'court'>;
  groups: PastGroups;
  host: Address;
  arbitrator: LocalAccount;
  now: number;
  /** Makes the block of a review or a reply, once the order's ID is known. */
  reviewBlock(review: PastReview, kind: 'review' | 'reply', order: Hex, writtenAt: number): Block;
  /** Makes the block of a piece of evidence about an order. */
  evidenceBlock(evidence: PastEvidence, each: HistoryOrder, order: Hex, writtenAt: number): Block;
}

interface Step {
  at: number;
  /** Empty blocks before it: a draw waits for its block. */
  blocksBefore?: number;
  run(): Promise<PastCall>;
  done?(receipt: TransactionReceipt, at: number): void;
}

/** An order as the chain knows it. */
export interface PaidOrder {
  id: Hex;
  /** Unix seconds. */
  paidAt: number;
}

/** What the past leaves behind beside the chain. */
interface Left {
  /** Blocks of reviews and replies, to be given to the nodes. */
  contents: Block[];
  /** Pieces of evidence, which are given to the nodes too. */
  evidence: Block[];
  /** What the chain knows of each order, by the ID that the demo market gives it. */
  paid: Map<string, PaidOrder>;
}

/** Lives through the demo market's past: every purchase, shipment, dispute and review, each at its time. */
export async function liveHistory(orders: readonly HistoryOrder[], options: HistoryOptions): Promise<Left> {
  const left: Left = { contents: [], evidence: [], paid: new Map() };
  const steps = orders.flatMap((each, position) => stepsOf(each, position, options, left));
  steps.sort((a, b) => a.at - b.at);
  const ends = options.now - PAST_ENDS_SECONDS;
  let last = 0;
  for (const step of steps) {
    for (let block = 0; block < (step.blocksBefore ?? 0); block++) {
      last += 1;
      await options.past.mine(last, []);
    }
    last = Math.max(Math.min(step.at, ends), last + 1);
    const [receipt] = await options.past.mine(last, [await step.run()]);
    if (receipt) step.done?.(receipt, last);
  }
  return left;
}

function stepsOf(each: HistoryOrder, position: number, options: HistoryOptions, left: Left): Step[] {
  const { order: past, listing, review, stock, buyer } = each;
  const plan = planOrder(past, {
    now: options.now,
    position,
    shipWithinSeconds: listing.terms.shipWithinDays * DAY,
    inspectWithinSeconds: listing.terms.inspectWithinDays * DAY,
    groupWithinSeconds: (groupOffers.get(past.sku)?.withinHours ?? 0) * HOUR,
  });
  let paid: Order | undefined;
  let id: Hex = zeroBytes32;
  const terms = (): Order => {
    if (!paid)
      throw new VouchError({
        code: 'demo.order_missing',
        message: `The order ${past.id} was not paid before its next step.`,
      });
    return paid;
  };
  /** The digest of what a side brings with a step; zero where it brings nothing. */
  const brought = (name: OrderStepName, at: number): Hex => {
    const sides: Partial<Record<OrderStepName, PastEvidence | undefined>> = {
      dispute: each.evidence?.buyer,
      answer: each.evidence?.seller,
    };
    const piece = sides[name];
    if (piece === undefined) return zeroBytes32;
    const block = options.evidenceBlock(piece, each, id, at);
    left.evidence.push(block);
    return digestOf(block.cid);
  };
  const steps: Step[] = plan.map(({ name, atSeconds }) => ({
    at: atSeconds,
    ...(name === 'draw' ? { blocksBefore: DRAW_BLOCKS } : {}),
    run: async () =>
      name === 'buy'
        ? buyCall(each, options, atSeconds)
        : actionCall(name, terms(), each, options, brought(name, atSeconds)),
    done(receipt, at) {
      if (name !== 'buy') return;
      ({ order: paid, orderId: id } = paidOrder(receipt, options.contracts.market));
      left.paid.set(past.id, { id, paidAt: at });
      options.groups.opened(each, receipt);
    },
  }));
  const closedAt = plan.at(-1)?.atSeconds ?? 0;
  const write = (
    kind: 'review' | 'reply',
    at: number,
    from: LocalAccount,
    call: (digest: Hex) => Pick<PastCall, 'functionName' | 'args'>,
  ): Step => ({
    at,
    async run() {
      const block = options.reviewBlock(review as PastReview, kind, id, at);
      left.contents.push(block);
      return { from, address: options.contracts.reviews, abi: reviewsAbi as Abi, ...call(digestOf(block.cid)) };
    },
  });
  if (review)
    steps.push(
      write('review', closedAt + 20 * HOUR, buyer, (digest) => ({
        functionName: 'post',
        args: [terms(), review.stars, digest],
      })),
    );
  if (review?.reply !== undefined)
    steps.push(
      write('reply', closedAt + 45 * HOUR, stock.account, (digest) => ({
        functionName: 'reply',
        args: [terms(), digest],
      })),
    );
  return steps;
}

async function buyCall(each: HistoryOrder, { contracts, host, groups }: HistoryOptions, at: number): Promise<PastCall> {
  const { order, stock, buyer, promoter, details } = each;
  const { catalogue, signature } = await stock.versionAt(at);
  const { offer, proof, delivery } = stock.offer(order.listing, order.sku);
  const line = {
    offer,
    proof,
    quantity: order.quantity,
    delivery,
    choice: 0,
    details,
    promoter: promoter?.address ?? zeroAddress,
    host,
    maxTotalUnits: NO_LIMIT,
    extras:
      order.outcome === 'handed-over' ? extrasOf({ handover: handoverHash(PICKUP_SECRET) }) : groups.extrasFor(each),
  };
  const purchase = {
    catalogue: { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) },
    signer: stock.address,
    signature,
    lines: [line],
  };
  return { from: buyer, address: contracts.market, abi: marketAbi as Abi, functionName: 'buy', args: [[purchase], []] };
}

async function actionCall(
  name: Exclude<OrderStepName, 'buy'>,
  terms: Order,
  { order, stock, buyer }: HistoryOrder,
  { contracts, arbitrator, rpcUrl }: HistoryOptions,
  evidence: Hex,
): Promise<PastCall> {
  const refundBps = order.refundBps ?? 5_000;
  const call = (from: LocalAccount, functionName: string, ...rest: unknown[]): PastCall => ({
    from,
    address: contracts.market,
    abi: marketAbi as Abi,
    functionName,
    args: [terms, ...rest],
  });
  switch (name) {
    case 'ship':
      return call(stock.account, 'ship', zeroBytes32);
    case 'cancel':
      return call(stock.account, 'cancel');
    case 'confirm':
      return call(buyer, 'confirm');
    case 'dispute':
      return call(buyer, 'dispute', refundBps, evidence);
    case 'answer':
      return call(stock.account, 'propose', ANSWER_BPS, evidence);
    case 'escalate':
      return call(buyer, 'escalate');
    case 'rule':
      return call(arbitrator, 'rule', refundBps, 0n);
    case 'agree':
      return call(stock.account, 'propose', refundBps, zeroBytes32);
    case 'bring':
      return { from: buyer, ...court(contracts.court, 'createDispute', terms) };
    case 'draw':
      return {
        from: buyer,
        ...court(contracts.court, 'draw', terms, await drawHeader(rpcUrl, contracts.court, orderId(terms))),
      };
    case 'hand-over':
      return call(stock.account, 'handOver', PICKUP_SECRET);
    case 'poke':
      return call(buyer, 'poke');
  }
}

const court = (address: Address, functionName: string, ...args: unknown[]): Omit<PastCall, 'from'> => ({
  address,
  abi: courtAbi as Abi,
  functionName,
  args,
});

function paidOrder(receipt: TransactionReceipt, market: Address): { order: Order; orderId: Hex } {
  for (const log of receipt.logs) {
    if (log.address.toLowerCase() !== market) continue;
    const { eventName, args } = decodeEventLog({ abi: marketAbi, data: log.data, topics: log.topics });
    // Safety: the event's tuple has the members of `Order`, by the ABI it was decoded with.
    if (eventName === 'OrderPaid')
      return { order: (args as { order: Order }).order, orderId: (args as { orderId: Hex }).orderId };
  }
  throw new VouchError({ code: 'demo.order_missing', message: 'A purchase left no order.' });
}
