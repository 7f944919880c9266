import { closeOrder } from '../../protocol/split.ts';
import { defaultParameters } from '../deploy/defaults.ts';
import { type AttackReport, dollars, money, percent } from './attack.ts';
import { plainOrder } from './terms.ts';

const stakeUnits = dollars(1_000);
/** A shop without a record may lock a quarter of its stake; one that sold for three quarters of it, all. */
const shops: [string, bigint][] = [
  ['new', stakeUnits / 4n],
  ['established', stakeUnits],
];

/** What the shop holds in the end, compared with the beginning, when this share of its buyers stays silent. */
function gainOf(orders: bigint, silentShare: number, priceUnits: bigint): bigint {
  const terms = plainOrder(priceUnits);
  const silent = BigInt(Math.round(Number(orders) * silentShare));
  const kept = closeOrder({ order: terms, outcome: 'inspection_over', refundBps: 0 }).sellerUnits;
  const lost = closeOrder({ order: terms, outcome: 'arbitrated', refundBps: 10_000 }).coverageFeeUnits;
  // Who goes to court gets back the fee of three jurors at 1 % each, as far as the coverage reaches.
  const costs = (priceUnits * 300n) / 10_000n;
  const rest = terms.coverageUnits - lost;
  return silent * kept - (orders - silent) * (lost + (costs < rest ? costs : rest));
}

/** A shop with a deposit of $1,000 sells all it may at once and sends nothing, or empty boxes. */
export function exitScam(): AttackReport {
  const priceUnits = dollars(50);
  const rows = shops.flatMap(([record, lockable]) => {
    const orders = lockable / plainOrder(priceUnits).coverageUnits;
    const unshipped = closeOrder({ order: plainOrder(priceUnits), outcome: 'not_shipped', refundBps: 10_000 });
    const sendsNothing = -orders * (unshipped.penaltyUnits + unshipped.coverageFeeUnits);
    return [
      [`${record}, sends nothing`, money(orders * priceUnits), '–', money(0n), money(sendsNothing)],
      ...[0, 0.02, 0.1, 0.5].map((silentShare) => [
        `${record}, empty boxes`,
        money(orders * priceUnits),
        percent(silentShare),
        money(BigInt(Math.round(Number(orders) * silentShare)) * priceUnits),
        money(gainOf(orders, silentShare, priceUnits)),
      ]),
    ];
  });
  return {
    name: 'exit-scam',
    columns: [
      `shop (coverage ${defaultParameters.minCoverageBps / 100} %)`,
      'open orders it can have',
      'buyers who stay silent',
      'buyers lose',
      'the shop gains',
    ],
    rows,
  };
}
