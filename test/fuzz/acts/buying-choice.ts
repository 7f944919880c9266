import type { GroupTerms } from '../../../protocol/group.ts';
import { keyOf } from '../../../protocol/model/tables.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { lockableUnits } from '../../../protocol/record.ts';
import type { Random } from '../../contracts/setup/random.ts';
import { type ActorName, actors, buyers, everyone, shops } from '../actors.ts';
import { anyTime, digestOf, orderAt, someToken } from '../choosing.ts';
import { type Choosing, type OpenedGroup, type TokenName, tokenOf } from '../run.ts';
import type { Step } from '../steps.ts';
import type { CouponParams } from './coupon-terms.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export interface LineParams {
  sku: string;
  token: TokenName;
  priceUnits: bigint;
  maxSold: bigint;
  kind: number;
  shipWithinSeconds: number;
  inspectWithinSeconds: number;
  coverageBps: number;
  commissionBps: number;
  parentBps: number;
  hostBps: number;
  arbitrator: ActorName | 'court' | 'nobody';
  pickup: ActorName | 'nobody';
  pickupBps: number;
  /** What the offer names for groups. */
  group: GroupTerms | null;
  /** Buys in a group: a new one, or the one that this order opened. */
  inGroup: boolean;
  join: string | null;
  quantity: number;
  delivery: number;
  choice: number;
  details: Hex;
  promoter: ActorName | 'nobody';
  host: ActorName | 'nobody';
  maxTotalUnits: bigint;
  handover: number;
  pointsIssuer: ActorName | 'nobody';
  points: bigint;
  coupon: CouponParams | null;
  emptyExtras: boolean;
  wrong: 'proof' | null;
}

export interface PurchaseParams {
  shop: ActorName;
  signer: ActorName;
  signedBy: ActorName;
  tampered: boolean;
  version: bigint;
  validSeconds: number;
  lines: LineParams[];
}

const ANY = 2n ** 128n - 1n;
const rarely = (random: Random, times = 25): boolean => random.below(times) === 0;

/** Terms that most shops offer; sometimes ones that the contracts refuse. */
function chooseGroup(random: Random, priceUnits: bigint): GroupTerms {
  return {
    priceUnits: rarely(random) ? priceUnits + 1n : priceUnits - 1n - BigInt(random.below(100)) * (priceUnits / 200n),
    size: rarely(random) ? random.pick([1, 101]) : random.pick([2, 2, 3]),
    withinSeconds: rarely(random) ? random.pick([HOUR - 1, 7 * DAY + 1]) : random.pick([HOUR, DAY, 7 * DAY]),
    leaderBps: random.below(1_000),
    commissionBps: random.below(1_500),
  };
}

function choosePrice({ run, random }: Choosing, shop: ActorName, token: TokenName): bigint {
  const stake = run.tables.stakes.get(keyOf(actors[shop].address, tokenOf(run, token)));
  const free = stake === undefined ? 0n : lockableUnits(stake) - stake.lockedUnits;
  const fitting = free > 1_000n ? (free * BigInt(1 + random.below(60))) / 100n : 1_000_000n;
  return random.pick([fitting, fitting, fitting, BigInt(1 + random.below(50_000_000)), BigInt(1 + random.below(100))]);
}

function chooseCoupon(random: Random, shop: ActorName, now: number): CouponParams {
  const percent = random.below(2) === 0;
  const signer = rarely(random) ? random.pick(everyone) : random.pick([shop, 'publisher' as const]);
  return {
    percentBps: percent ? random.pick([1, 1_000, 9_000, 9_001]) : rarely(random) ? 5 : 0,
    amountUnits: percent ? 0n : BigInt(random.pick([1, 1_000, 2_000_000])),
    minimumUnits: random.pick([0n, 0n, 1_000_000n]),
    maxUses: random.pick([1, 2, 5, 2 ** 32 - 1]),
    maxUsesPerBuyer: random.pick([1, 3]),
    firstOrderOnly: random.below(4) === 0,
    holder: rarely(random, 8) ? random.pick(buyers) : 'nobody',
    skus: random.pick(['all', 'all', 'line', 'other']),
    signer,
    signedBy: rarely(random) ? random.pick(everyone) : signer,
    validUntil: rarely(random, 10) ? now + random.below(3) : 2 ** 40,
    nonce: random.below(2),
  };
}

/** A line of a purchase: most of its terms are allowed, and now and then one is not. */
function chooseLine(
  context: Choosing,
  shop: ActorName,
  token: TokenName,
  join: [string, OpenedGroup] | undefined,
): LineParams {
  const { run, random } = context;
  const priceUnits = choosePrice(context, shop, token);
  const pickedUp = random.below(4) === 0;
  const grouped = join !== undefined || random.below(5) === 0;
  const window = (): number =>
    rarely(random, 60)
      ? random.pick([HOUR - 1, 30 * DAY + 1])
      : random.below(4) === 0
        ? HOUR + random.below(3 * DAY)
        : 10 * DAY + random.below(20 * DAY);
  const points = choosePoints(context, shop, token);
  const delivery = random.below(3);
  return {
    sku: rarely(random, 3) ? 'apple' : random.pick(['apple', 'pear', 'plum']),
    token,
    priceUnits: rarely(random, 60) ? 0n : priceUnits < 2n ? 2n : priceUnits,
    maxSold: rarely(random, 20) ? BigInt(random.below(30)) : 2n ** 64n - 1n,
    kind: pickedUp ? 3 : random.below(3),
    shipWithinSeconds: window(),
    inspectWithinSeconds: window(),
    coverageBps: rarely(random, 40)
      ? random.pick([499, 10_001])
      : Math.min(10_000, run.tables.parameters.minCoverageBps + random.below(3_000)),
    commissionBps: random.pick([0, 500, 1_500]),
    parentBps: rarely(random, 60) ? 10_001 : random.below(10_001),
    hostBps: random.pick([0, 1, 300]),
    arbitrator: rarely(random, 40)
      ? random.pick(['nobody', ...everyone] as const)
      : random.pick(['court', 'court', 'arbitrator'] as const),
    pickup: pickedUp ? random.pick(['pickup', 'pickup', 'nobody', 'shopB']) : 'nobody',
    pickupBps: pickedUp ? random.pick([0, 200, rarely(random, 10) ? 2_900 : 100]) : 0,
    group: join !== undefined || !grouped ? null : chooseGroup(random, priceUnits < 2n ? 2n : priceUnits),
    inGroup: grouped && !rarely(random, 20),
    join: join?.[0] ?? null,
    quantity: rarely(random, 60) ? 0 : random.pick([1, 1, 1, 2, 3]),
    delivery,
    choice: rarely(random, 30) ? 2 : random.below(Math.max(1, delivery)),
    details: digestOf(random),
    promoter: random.pick([
      'nobody',
      'promoter',
      'promoter',
      'parent',
      rarely(random, 8) ? random.pick(everyone) : 'nobody',
    ]),
    host: random.pick(['nobody', 'host', 'host', rarely(random, 6) ? random.pick(everyone) : 'nobody']),
    maxTotalUnits: rarely(random, 40) ? 1n : ANY,
    handover: pickedUp ? random.below(4) : rarely(random, 60) ? 1 : 0,
    pointsIssuer: points.issuer,
    points: points.units,
    coupon: random.below(6) === 0 ? chooseCoupon(random, shop, run.latest.timestamp) : null,
    emptyExtras: rarely(random),
    wrong: rarely(random, 80) ? 'proof' : null,
  };
}

function choosePoints(
  { run, random }: Choosing,
  shop: ActorName,
  token: TokenName,
): { issuer: ActorName | 'nobody'; units: bigint } {
  if (random.below(4) > 0) return { issuer: 'nobody', units: 0n };
  const issuer = random.below(3) === 0 ? random.pick(shops) : shop;
  const held = buyers.map(
    (buyer) => run.tables.points.get(keyOf(actors[issuer].address, tokenOf(run, token), actors[buyer].address)) ?? 0n,
  );
  const some = random.pick(held);
  return { issuer, units: some === 0n ? BigInt(random.below(2)) : random.pick([some, some / 2n, 1n, some + 1n]) };
}

/** A cart: mostly one line of one shop, sometimes a few of two. */
export function choosePurchase(context: Choosing): Omit<Step, 'id' | 'act'> | undefined {
  const { run, random } = context;
  const wild = rarely(random, 10);
  const open = [...run.groups].slice(-12).filter(([ref, group]) => {
    const filledAt = run.tables.groups.get(orderAt(run, ref)?.order.group ?? '')?.filledAt ?? 0;
    return wild || (filledAt === 0 && group.deadline > run.latest.timestamp);
  });
  const join = open.length > 0 && random.below(3) === 0 ? random.pick(open) : undefined;
  const count = random.below(6) === 0 ? 2 : 1;
  const purchases: PurchaseParams[] = [];
  for (let position = 0; position < count; position += 1) {
    const joins = position === 0 ? join : undefined;
    const shop = joins?.[1].shop ?? random.pick(['shopA', 'shopA', ...shops] as const);
    const token = joins?.[1].token ?? someToken(random);
    const lines = random.below(4) === 0 ? 1 + random.below(3) : 1;
    const signer = rarely(random, 40) ? random.pick(everyone) : random.pick([shop, 'publisher' as const]);
    purchases.push({
      shop,
      signer,
      signedBy: rarely(random, 60) ? random.pick(everyone) : signer,
      tampered: rarely(random, 80),
      version: BigInt(rarely(random, 10) ? random.below(12) : 12),
      validSeconds: rarely(random, 30) ? random.pick([0, 1, 30 * DAY, 31 * DAY]) : 20 * DAY,
      lines: Array.from({ length: lines }, (_, line) =>
        chooseLine(context, shop, rarely(random, 60) ? 'blocking' : token, line === 0 ? joins : undefined),
      ),
    });
  }
  const others = buyers.filter((buyer) => purchases.every(({ shop }) => shop !== buyer));
  const by = rarely(random, 25) ? random.pick(everyone) : random.pick(others);
  return { by, time: anyTime(random), params: purchases };
}
