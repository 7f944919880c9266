import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Abi, type AbiFunction, decodeFunctionResult, parseAbiItem } from 'viem';
import { marketAbi } from '../../protocol/abi/market.ts';
import { type Delivery, deliveryHash, deliveryUnits, zoneId } from '../../protocol/delivery.ts';
import type { StakeRow } from '../../protocol/model/tables.ts';
import { type Order, orderOutcomes } from '../../protocol/order.ts';
import { type Address, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { countOrder, isNewShop, lockableUnits, nextTier, tierUnits } from '../../protocol/record.ts';
import { closeOrder, coverageOf, partOf, sellerFailed } from '../../protocol/split.ts';
import { callRaw, encode, ethers } from '../fuzz/chain.ts';
import { order as sampleOrder } from '../protocol/samples.ts';

const MOST_128 = (1n << 128n) - 1n;
const MOST_96 = (1n << 96n) - 1n;
const RUNS = 400;

/** Numbers of every size, and the ends of their range. */
const upTo = (most: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.constantFrom(0n, 1n, 9_999n, 10_000n, most / 2n, most - 1n, most),
    fc
      .integer({ min: 0, max: most.toString(2).length })
      .chain((bits) => fc.bigInt({ min: 0n, max: most >> BigInt(bits) })),
  );
const bps = fc.oneof(fc.constantFrom(0, 1, 4_999, 5_000, 9_999, 10_000), fc.integer({ min: 0, max: 10_000 }));
const share = (most: number) => fc.oneof(fc.constantFrom(0, most), fc.integer({ min: 0, max: most }));
const payee = (address: Address) => fc.constantFrom(zeroAddress, address);

/** Orders with shares up to the caps of I6 and any amounts. */
const orders: fc.Arbitrary<Order> = fc
  .record({
    totalUnits: upTo(MOST_128),
    coverageUnits: upTo(MOST_128),
    commissionBps: share(1_500),
    parentBps: bps,
    hostBps: share(500),
    leaderBps: share(500),
    pickupBps: share(500),
    promoter: payee(`0x${'f1'.repeat(20)}`),
    parent: payee(`0x${'f2'.repeat(20)}`),
    host: payee(`0x${'f3'.repeat(20)}`),
    leader: payee(`0x${'f4'.repeat(20)}`),
    pickup: payee(`0x${'f5'.repeat(20)}`),
    feeBps: share(500),
    penaltyBps: share(5_000),
  })
  .map(({ feeBps, penaltyBps, ...terms }) => {
    const usual = sampleOrder(terms);
    return { ...usual, parameters: { ...usual.parameters, feeBps, penaltyBps } };
  });

const inputOf = (name: string, position: number): AbiFunction['inputs'][number] => {
  const found = (marketAbi as Abi).find((item) => item.type === 'function' && item.name === name) as AbiFunction;
  // Safety: the market has these functions with these arguments.
  return found.inputs[position] as AbiFunction['inputs'][number];
};
const purchase = inputOf('buy', 0) as unknown as { components: { name: string; type: string }[] };
const closed = (marketAbi as Abi).find((item) => item.type === 'event' && item.name === 'OrderClosed') as unknown as {
  inputs: AbiFunction['inputs'];
};
const stakeTuple = {
  type: 'tuple',
  name: 'stake',
  components: [
    { name: 'stakedUnits', type: 'uint96' },
    { name: 'lockedUnits', type: 'uint96' },
    { name: 'releaseAt', type: 'uint40' },
    { name: 'suspendedTier', type: 'uint8' },
    { name: 'unbondingUnits', type: 'uint96' },
    { name: 'closedUnits', type: 'uint80' },
    { name: 'failedUnits', type: 'uint80' },
  ],
};
const uint = (name: string, type: string) => ({ name, type });
const pure = { type: 'function', stateMutability: 'pure' } as const;

const abi = [
  parseAbiItem('function part(uint128 units, uint16 bps) pure returns (uint256, uint256)'),
  parseAbiItem('function tier(uint96 stakedUnits, uint96 minStakeUnits) pure returns (uint8, uint256)'),
  {
    ...pure,
    name: 'split',
    inputs: [inputOf('poke', 0), uint('outcome', 'uint8'), uint('refundBps', 'uint16'), uint('costsUnits', 'uint128')],
    outputs: [closed.inputs[5], uint('sellerFailed', 'bool')],
  },
  {
    ...pure,
    name: 'count',
    inputs: [stakeTuple, uint('soldUnits', 'uint256'), uint('failedUnits', 'uint256')],
    outputs: [stakeTuple, uint('suspends', 'bool'), uint('lockable', 'uint256'), uint('isNew', 'bool')],
  },
  {
    ...pure,
    name: 'deliver',
    inputs: [purchase.components.find(({ name }) => name === 'lines')],
    outputs: [uint('zones', 'bytes32[]'), uint('units', 'uint256[]')],
  },
] as unknown as Abi;

describe('arithmetic: contracts and protocol agree at every size, and the parts sum up', function () {
  this.timeout(0);
  let at: Address;
  before(async () => {
    at = (await (await ethers.deployContract('Arithmetic')).getAddress()).toLowerCase() as Address;
  });
  const call = async (name: string, args: readonly unknown[]): Promise<unknown> =>
    decodeFunctionResult({ abi, functionName: name, data: await callRaw(at, encode(abi, name, args)) });
  const same = (found: unknown, expected: unknown): void => {
    if (!isDeepStrictEqual(found, expected)) expect(found).to.deep.equal(expected);
  };

  it('parts are rounded down, coverage up', async () => {
    await fc.assert(
      fc.asyncProperty(upTo(MOST_128), bps, async (units, part) => {
        same(await call('part', [units, part]), [partOf(units, part), coverageOf(units, part)]);
      }),
      { numRuns: RUNS },
    );
  });

  it('I2, I6: splits sum to the total, no share is above its cap, the deposit pays at most the coverage', async () => {
    const outcome = fc.integer({ min: 1, max: orderOutcomes.length - 1 });
    await fc.assert(
      fc.asyncProperty(orders, outcome, bps, upTo(MOST_128), async (order, position, refundBps, costsUnits) => {
        const ending = orderOutcomes[position] ?? 'none';
        const payout = closeOrder({ order, outcome: ending, refundBps, costsUnits });
        same(await call('split', [order, position, refundBps, costsUnits]), [payout, sellerFailed(ending, refundBps)]);
        const { penaltyUnits, coverageFeeUnits, costsUnits: costs, ...parts } = payout;
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).to.equal(order.totalUnits);
        expect(Object.values(payout).every((part) => part >= 0n)).to.equal(true);
        expect(penaltyUnits + coverageFeeUnits + costs <= order.coverageUnits).to.equal(true);
        const shares =
          payout.promoterUnits + payout.parentUnits + payout.hostUnits + payout.leaderUnits + payout.pickupUnits;
        expect(shares <= partOf(order.totalUnits - payout.buyerUnits, 3_000)).to.equal(true);
      }),
      { numRuns: 2 * RUNS },
    );
  });

  it('I4: records stay within their window, failures within what was closed, and locks within the stake', async () => {
    const most80 = (1n << 80n) - 1n;
    const stakes: fc.Arbitrary<StakeRow> = fc
      .record({ stakedUnits: upTo(MOST_96), closedUnits: upTo(most80), failedUnits: upTo(most80) })
      .map(({ stakedUnits, closedUnits, failedUnits }) => ({
        stakedUnits,
        lockedUnits: 0n,
        releaseAt: 0,
        suspendedTier: 0,
        unbondingUnits: 0n,
        closedUnits,
        failedUnits: failedUnits < closedUnits ? failedUnits : closedUnits,
      }));
    await fc.assert(
      fc.asyncProperty(stakes, upTo(MOST_96), upTo(MOST_96), async (stake, soldUnits, failedUnits) => {
        const { record, suspends } = countOrder(stake, { soldUnits, failedUnits });
        const counted = { ...stake, ...record };
        const expected = [counted, suspends, lockableUnits(counted), isNewShop(counted)];
        same(await call('count', [stake, soldUnits, failedUnits]), expected);
        expect(counted.failedUnits <= counted.closedUnits).to.equal(true);
        expect(counted.closedUnits <= 20n * counted.stakedUnits && counted.closedUnits <= most80).to.equal(true);
        expect(lockableUnits(counted) <= counted.stakedUnits).to.equal(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('the next tier is the first one above a stake', async () => {
    await fc.assert(
      fc.asyncProperty(upTo(MOST_96), upTo(MOST_96), async (stakedUnits, minStakeUnits) => {
        const tier = nextTier(stakedUnits, minStakeUnits);
        same(await call('tier', [stakedUnits, minStakeUnits]), [tier, tierUnits(tier, minStakeUnits)]);
        expect(tierUnits(tier, minStakeUnits) > stakedUnits).to.equal(true);
        if (tier > 0) expect(tierUnits(tier - 1, minStakeUnits) <= stakedUnits).to.equal(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('of lines that go to one zone only the first pays for a first unit', async () => {
    const choice = fc.record({ firstUnits: upTo(MOST_128), furtherUnits: upTo(MOST_128) });
    const zones = ['a', 'b', 'c'];
    const carts = fc.record({
      choices: fc.array(choice, { minLength: 3, maxLength: 3 }),
      lines: fc.array(
        fc.record({ zone: fc.integer({ min: -1, max: 2 }), quantity: fc.integer({ min: 1, max: 2 ** 32 - 1 }) }),
        { minLength: 1, maxLength: 8 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(carts, async ({ choices, lines }) => {
        const delivery: Delivery[] = choices.map((each, position) => ({
          zone: zoneId(zones[position] ?? ''),
          ...each,
        }));
        const seen = new Set<string>();
        const expected = lines.map(({ zone, quantity }) => {
          const chosen = delivery[zone];
          if (chosen === undefined) return { zone: zeroBytes32, units: 0n };
          const units = deliveryUnits(chosen, BigInt(quantity), !seen.has(chosen.zone));
          seen.add(chosen.zone);
          return { zone: chosen.zone, units };
        });
        const passed = lines.map(({ zone, quantity }) =>
          lineWith(zone < 0 ? [] : delivery, Math.max(zone, 0), quantity),
        );
        same(await call('deliver', [passed]), [expected.map(({ zone }) => zone), expected.map(({ units }) => units)]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** A line of which only the delivery matters. */
const lineWith = (delivery: readonly Delivery[], choice: number, quantity: number) => ({
  offer: {
    shop: zeroAddress,
    listing: zeroBytes32,
    sku: zeroBytes32,
    token: zeroAddress,
    priceUnits: 1n,
    maxSold: 1n,
    kind: 0,
    shipWithinSeconds: 0,
    inspectWithinSeconds: 0,
    coverageBps: 0,
    commissionBps: 0,
    parentBps: 0,
    hostBps: 0,
    arbitrator: zeroAddress,
    pickup: zeroAddress,
    pickupBps: 0,
    group: zeroBytes32,
    delivery: deliveryHash(delivery),
  },
  proof: [],
  quantity,
  delivery,
  choice,
  details: zeroBytes32,
  promoter: zeroAddress,
  host: zeroAddress,
  maxTotalUnits: 0n,
  extras: [],
});
