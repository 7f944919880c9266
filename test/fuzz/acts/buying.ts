import { type Delivery, deliveryHash, zoneId } from '../../../protocol/delivery.ts';
import { type GroupTerms, groupTermsHash, noGroupTerms } from '../../../protocol/group.ts';
import { buy, type PresentedLine, type PresentedPurchase } from '../../../protocol/model/buying.ts';
import type { Call } from '../../../protocol/model/transaction.ts';
import { type Offer, offerLeaf } from '../../../protocol/offer.ts';
import { buildOfferTree } from '../../../protocol/offer-tree.ts';
import { type Hex, zeroBytes32 } from '../../../protocol/primitives.ts';
import { catalogueTypes, marketDomain } from '../../../protocol/typed-data.ts';
import { type ActorName, actors } from '../actors.ts';
import { encode } from '../chain.ts';
import { abis } from '../deployment.ts';
import { type Act, addressOf, type Prepared, type Run, tokenOf } from '../run.ts';
import type { Step } from '../steps.ts';
import { choosePurchase, type LineParams, type PurchaseParams } from './buying-choice.ts';
import { presentCoupon } from './coupon-terms.ts';
import { handoverOf } from './orders.ts';

const CHAIN_ID = 31_337;
export const skuId = (sku: string): Hex => zoneId(sku);
const unknownLeaf: Hex = `0x${'ab'.repeat(32)}`;

/** Delivery choices: none, one zone, or two. */
const deliveries: readonly (readonly Delivery[])[] = [
  [],
  [{ zone: zoneId('near'), firstUnits: 500n, furtherUnits: 100n }],
  [
    { zone: zoneId('near'), firstUnits: 7_000_001n, furtherUnits: 3n },
    { zone: zoneId('far'), firstUnits: 0n, furtherUnits: 12_345n },
  ],
];

interface MadeLine {
  presented: PresentedLine;
  coupons: unknown[];
}

async function makeLine(run: Run, shop: ActorName, params: LineParams): Promise<MadeLine | undefined> {
  const joined = params.join === null ? undefined : run.groups.get(params.join);
  if (params.join !== null && joined === undefined) return undefined;
  const terms: GroupTerms | null = joined?.terms ?? params.group;
  const delivery = deliveries[params.delivery] ?? [];
  const token = tokenOf(run, joined?.token ?? params.token);
  const offer: Offer = {
    shop: addressOf(run, joined?.shop ?? shop),
    listing: zeroBytes32,
    sku: skuId(joined?.sku ?? params.sku),
    token,
    priceUnits: joined === undefined ? params.priceUnits : joined.terms.priceUnits + 1n + params.priceUnits,
    maxSold: params.maxSold,
    kind: params.kind,
    shipWithinSeconds: params.shipWithinSeconds,
    inspectWithinSeconds: params.inspectWithinSeconds,
    coverageBps: params.coverageBps,
    commissionBps: params.commissionBps,
    parentBps: params.parentBps,
    hostBps: params.hostBps,
    arbitrator: addressOf(run, params.arbitrator),
    pickup: addressOf(run, params.pickup),
    pickupBps: params.pickupBps,
    group: groupTermsHash(terms),
    delivery: deliveryHash(delivery),
  };
  const grouped = terms !== null && params.inGroup;
  const withExtras =
    grouped || params.handover !== 0 || params.points !== 0n || params.coupon !== null || params.emptyExtras;
  const coupon =
    params.coupon === null ? undefined : await presentCoupon(run, { shop, token, sku: offer.sku }, params.coupon);
  const extras = {
    group: grouped ? terms : noGroupTerms,
    leader: joined?.leader ?? addressOf(run, 'nobody'),
    groupDeadline: joined?.deadline ?? 0,
    handover: handoverOf(params.handover),
    pointsIssuer: addressOf(run, params.pointsIssuer),
    points: params.points,
    coupons: coupon === undefined ? [] : [coupon.presented],
  };
  return {
    presented: {
      offer,
      proven: params.wrong !== 'proof',
      quantity: params.quantity,
      delivery,
      choice: params.choice,
      details: params.details,
      promoter: addressOf(run, params.promoter),
      host: addressOf(run, params.host),
      maxTotalUnits: params.maxTotalUnits,
      extras: withExtras ? [extras] : [],
    },
    coupons: coupon === undefined ? [] : [coupon.use],
  };
}

interface MadePurchase {
  presented: PresentedPurchase;
  call: unknown;
}

async function makePurchase(run: Run, params: PurchaseParams, now: number): Promise<MadePurchase | undefined> {
  const lines: MadeLine[] = [];
  for (const each of params.lines) {
    const line = await makeLine(run, params.shop, each);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  const leaves = lines.map(({ presented }) => offerLeaf(presented.offer));
  const kept = leaves.filter((_, position) => lines[position]?.presented.proven);
  const tree = buildOfferTree([...kept, unknownLeaf]);
  const shop = addressOf(run, params.shop);
  const catalogue = {
    shop,
    version: params.version,
    root: zeroBytes32,
    offers: tree.root,
    validUntil: BigInt(now + params.validSeconds),
  };
  const domain = marketDomain(CHAIN_ID, run.at.market);
  const { account } = actors[params.signedBy];
  const message = params.tampered ? { ...catalogue, version: catalogue.version + 1n } : catalogue;
  const signature = await account.signTypedData({ domain, types: catalogueTypes, primaryType: 'Catalogue', message });
  const signer = addressOf(run, params.signer);
  return {
    presented: {
      shop,
      version: params.version,
      validUntil: catalogue.validUntil,
      signer,
      signed: !params.tampered && params.signedBy === params.signer,
      lines: lines.map(({ presented }) => presented),
    },
    call: {
      catalogue,
      signer,
      signature,
      lines: lines.map(({ presented, coupons }, position) => ({
        ...presented,
        // Safety: one leaf was made of every line.
        proof: tree.proof(leaves[position] as Hex) ?? [],
        extras: presented.extras.map((extras) => ({ ...extras, coupons })),
      })),
    },
  };
}

/** What the market hands to the model and remembers of an accepted purchase. */
function remember(run: Run, step: Step, purchases: readonly PurchaseParams[], orderIds: readonly Hex[], call: Call) {
  const lines = purchases.flatMap(({ shop, lines: each }) => each.map((line) => ({ shop, line })));
  for (const [position, id] of orderIds.entries()) {
    const ref = `${step.id}.${position}`;
    run.orderIds.set(ref, id);
    const bought = lines[position];
    const order = call.tables.orders.get(id);
    if (bought === undefined || order === undefined || order.group === zeroBytes32) continue;
    const { line, shop } = bought;
    if (line.join !== null || line.group === null) continue;
    run.groups.set(ref, {
      shop,
      sku: line.sku,
      token: line.token,
      leader: order.buyer,
      deadline: call.now + line.group.withinSeconds,
      terms: line.group,
    });
  }
}

export const buyingActs: Act[] = [
  {
    name: 'buy',
    weight: 34,
    choose: choosePurchase,
    prepare: async (run, step): Promise<Prepared | undefined> => {
      // Safety: `choose` made the parameters.
      const purchases = step.params as PurchaseParams[];
      const made: MadePurchase[] = [];
      for (const params of purchases) {
        const purchase = await makePurchase(run, params, run.latest.timestamp);
        if (purchase === undefined) return undefined;
        made.push(purchase);
      }
      return {
        to: run.at.market,
        data: encode(abis.market, 'buy', [made.map(({ call }) => call), []]),
        model: (call) =>
          buy(
            call,
            made.map(({ presented }) => presented),
          ),
        // Safety: `buy` returns the IDs.
        accepted: (value, call) => remember(run, step, purchases, value as Hex[], call),
      };
    },
  },
];
