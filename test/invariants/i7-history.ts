import { transact } from '../../protocol/model/transaction.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type ActorName, actors } from '../fuzz/actors.ts';
import { actNamed } from '../fuzz/acts/all.ts';
import type { LineParams, PurchaseParams } from '../fuzz/acts/buying-choice.ts';
import { blockAt, encode, send, sendTogether } from '../fuzz/chain.ts';
import { abis } from '../fuzz/deployment.ts';
import { resolveTime } from '../fuzz/resolve-time.ts';
import type { Run } from '../fuzz/run.ts';
import type { Step, TimeRef } from '../fuzz/steps.ts';

const DAY = 86_400;
const digest = `0x${'0d'.repeat(32)}` as const;

/** A line that every check lets pass. */
export const lineOf = (changes: Partial<LineParams> = {}): LineParams => ({
  sku: 'apple',
  token: 'blocking',
  priceUnits: 1_000_000n,
  maxSold: 2n ** 64n - 1n,
  kind: 0,
  shipWithinSeconds: 10 * DAY,
  inspectWithinSeconds: 10 * DAY,
  coverageBps: 500,
  commissionBps: 0,
  parentBps: 0,
  hostBps: 0,
  arbitrator: 'arbitrator',
  pickup: 'nobody',
  pickupBps: 0,
  group: null,
  inGroup: false,
  join: null,
  quantity: 1,
  delivery: 0,
  choice: 0,
  details: digest,
  promoter: 'nobody',
  host: 'nobody',
  maxTotalUnits: 2n ** 128n - 1n,
  handover: 0,
  pointsIssuer: 'nobody',
  points: 0n,
  coupon: null,
  emptyExtras: false,
  wrong: null,
  ...changes,
});

export const cartOf = (lines: LineParams[]): PurchaseParams[] => [
  {
    shop: 'shopA',
    signer: 'publisher',
    signedBy: 'publisher',
    tampered: false,
    version: 12n,
    validSeconds: 20 * DAY,
    lines,
  },
];

let steps = 0;

/** Does one thing that must be accepted. @returns its gas, and the name of what it made */
export async function perform(
  run: Run,
  by: ActorName,
  act: string,
  params: unknown,
  time: TimeRef = { wait: 1 },
): Promise<{ gas: number; ref: string }> {
  steps += 1;
  const step: Step = { id: steps, act, by, params, time };
  const prepared = await actNamed.get(act)?.prepare(run, step);
  if (prepared === undefined) throw new Error(`"${act}" names what does not exist`);
  const { at, tables, latest } = run;
  const now = resolveTime(run, time);
  const places = {
    vault: at.vault,
    market: at.market,
    deposits: at.deposits,
    court: at.court,
    admin: actors.admin.address,
  };
  const from = actors[by].address;
  const call = {
    tables,
    by: from,
    now,
    block: latest.number + 1,
    parentHash: latest.hash,
    hashesKept: 256,
    at: places,
  };
  const reaction = transact(call, prepared.model);
  const refusal = await send({ from, to: prepared.to, data: prepared.data, at: now });
  if (refusal !== undefined || reaction.refusal !== undefined)
    throw new Error(`"${act}" was refused: ${reaction.refusal ?? refusal}`);
  run.tables = reaction.tables;
  prepared.accepted?.(reaction.value, { ...call, tables: reaction.tables });
  run.latest = await blockAt('latest');
  return { gas: Number(run.latest.raw.gasUsed), ref: `${step.id}.0` };
}

const addressNumber = (position: number): Address => `0x${(0x1000_0000 + position).toString(16).padStart(40, 'a')}`;

/** Registrations in one block. */
const TOGETHER = 100;

/** Registers promoters and announces hosts, in turn, each from an account of its own. */
async function registerMany(run: Run, records: number): Promise<void> {
  const register = encode(abis.referrals, 'register', [actors.parent.address]);
  for (let made = 0; made < records; made += TOGETHER) {
    const calls = Array.from({ length: Math.min(TOGETHER, records - made) }, (_, index) => {
      const from = addressNumber(made + index);
      const announce = encode(abis.hosts, 'announce', [`0x${'12'.repeat(34)}`, ['/dns/x'], from]);
      return index % 2 === 0
        ? { from, to: run.at.referrals, data: register }
        : { from, to: run.at.hosts, data: announce };
    });
    const logs = await sendTogether(calls, run.latest.timestamp + made + 1);
    // Each says one thing when it was accepted, and nothing when it was not.
    if (logs !== calls.length) throw new Error(`${calls.length - logs} of ${calls.length} registrations were refused`);
  }
}

const group = { priceUnits: 900_000n, size: 2, withinSeconds: 7 * DAY, leaderBps: 0, commissionBps: 0 };
const jurors: readonly ActorName[] = [
  'jurorA',
  'jurorB',
  'jurorC',
  'jurorD',
  'jurorE',
  'pickup',
  'host',
  'promoter',
  'arbitrator',
  'publisher',
];

/** Orders and open groups, half of each, in carts of fifty lines. */
async function buyHistory(run: Run, records: number): Promise<string[]> {
  const refs: string[] = [];
  for (let made = 0; made < records; made += 50) {
    const lines = Array.from({ length: Math.min(50, records - made) }, (_, position) =>
      lineOf(position % 2 === 0 ? { sku: `s${position}` } : { sku: `g${position}`, group, inGroup: true }),
    );
    const { ref } = await perform(run, 'buyerA', 'buy', cartOf(lines));
    refs.push(...lines.flatMap((_, position) => (position % 2 === 0 ? [`${ref.split('.')[0]}.${position}`] : [])));
  }
  return refs;
}

/**
 * Fills the contracts with so many orders, half of them in open groups, so many seats, so many promoters and hosts
 * together, and reviews of some orders.
 * @param run begun; its tables know everything but the promoters and hosts
 */
export async function makeHistory(run: Run, records: number): Promise<void> {
  const bought = await buyHistory(run, records);
  for (const order of bought.slice(0, Math.max(2, records / 100))) {
    const params = { order, refundBps: 0, digest, secret: 0, costsUnits: 0n };
    await perform(run, 'shopA', 'ship 0', params);
    await perform(run, 'buyerA', 'confirm 3', params);
    await perform(run, 'buyerA', 'post review', { order, stars: 5, content: digest });
    await perform(run, 'buyerA', 'claim points', { order });
  }
  const each = records / jurors.length;
  for (const juror of jurors) {
    for (let taken = 0; taken < each; taken += 20) {
      await perform(run, juror, 'take seats', { token: 'blocking', seats: Math.min(20, each - taken) });
    }
  }
  await registerMany(run, records);
  run.latest = await blockAt('latest');
}
