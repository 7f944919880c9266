import { type ActorName, nameOf } from '../fuzz/actors.ts';
import { blockAt, mine } from '../fuzz/chain.ts';
import type { Run } from '../fuzz/run.ts';
import type { TimeRef } from '../fuzz/steps.ts';
import { cartOf, lineOf, perform } from './i7-history.ts';

const DAY = 86_400;
const digest = `0x${'0d'.repeat(32)}` as const;
const salt = `0x${'05'.repeat(32)}` as const;
const group = { priceUnits: 900_000n, size: 2, withinSeconds: 7 * DAY, leaderBps: 100, commissionBps: 0 };

/** Gas of every entry, by its name. */
export type Gas = Map<string, number>;

/**
 * Calls every entry whose cost could depend on history, by people who did nothing before.
 * @returns what each took
 */
export async function measureEntries(run: Run): Promise<Gas> {
  const gas: Gas = new Map();
  const measured = async (
    name: string,
    by: ActorName,
    act: string,
    params: unknown,
    time?: TimeRef,
  ): Promise<string> => {
    const done = await perform(run, by, act, params, time);
    gas.set(name, done.gas);
    return done.ref;
  };
  const on = (order: string, changes: object = {}) => ({
    order,
    refundBps: 5_000,
    digest,
    secret: 1,
    costsUnits: 0n,
    ...changes,
  });
  const buy = (name: string, changes: Parameters<typeof lineOf>[0], by: ActorName = 'buyerB') =>
    measured(name, by, 'buy', cartOf([lineOf(changes)]));

  await sale(measured, on, buy);
  await dispute(run, measured, on, buy);
  await measured('stake', 'shopA', 'stake', { token: 'blocking', units: 5n });
  await measured('unbond', 'shopA', 'unbond', { token: 'blocking', units: 5n });
  await measured('withdraw', 'shopA', 'withdraw', { token: 'blocking', to: 'shopA', units: 5n });
  await measured('withdrawFees', 'beggar', 'withdraw fees', { token: 'blocking' });
  await measured('register', 'buyerC', 'register promoter', { parent: 'nobody' });
  await measured('announce', 'buyerC', 'announce host', {
    peerId: `0x${'12'.repeat(34)}`,
    endpoints: ['/dns/y'],
    payout: 'buyerC',
  });
  await measured('retire', 'buyerC', 'retire host', null);
  await seats(run, measured);
  return gas;
}

type Measured = (name: string, by: ActorName, act: string, params: unknown, time?: TimeRef) => Promise<string>;
type On = (order: string, changes?: object) => object;
type Buy = (name: string, changes: Parameters<typeof lineOf>[0], by?: ActorName) => Promise<string>;

async function sale(measured: Measured, on: On, buy: Buy): Promise<void> {
  const plain = await buy('buy', { sku: 'fresh' });
  await measured('ship', 'shopA', 'ship 0', on(plain));
  await measured('confirm', 'buyerB', 'confirm 3', on(plain));
  await measured('post', 'buyerB', 'post review', { order: plain, stars: 4, content: digest });
  await measured('amend', 'buyerB', 'amend review', { order: plain, stars: 3, content: digest });
  await measured('reply', 'shopA', 'reply to review', { order: plain, stars: 3, content: digest });
  await measured('claimPoints', 'beggar', 'claim points', { order: plain });
  const opened = await buy('buy, opens a group', { sku: 'pooled', group, inGroup: true });
  await buy('buy, fills a group', { join: opened, inGroup: true }, 'buyerC');
  await measured('cancel of a pooled order', 'shopA', 'cancel 2', on(opened));
  const picked = await buy('buy, picked up', { sku: 'picked', kind: 3, pickup: 'pickup', handover: 1 });
  await measured('handOver', 'pickup', 'hand_over 1', on(picked));
  const spent = await buy('buy, with points', { sku: 'points', pointsIssuer: 'shopA', points: 10n });
  await measured('cancel', 'shopA', 'cancel 2', on(spent));
  await measured('giveBack', 'beggar', 'give back', { order: spent, exact: true });
}

async function dispute(run: Run, measured: Measured, on: On, buy: Buy): Promise<void> {
  const heard = await buy('buy, disputed', { sku: 'heard' });
  await measured('ship again', 'shopA', 'ship 0', on(heard));
  await measured('dispute', 'buyerB', 'dispute 4', on(heard));
  await measured('propose', 'shopA', 'propose 5', on(heard, { refundBps: 10 }));
  await measured('escalate', 'buyerB', 'escalate 7', on(heard));
  await measured('rule', 'arbitrator', 'rule 8', on(heard));
  const judged = await buy('buy, judged', { sku: 'judged', arbitrator: 'court' });
  await measured('ship, judged', 'shopA', 'ship 0', on(judged));
  await measured('dispute, judged', 'buyerB', 'dispute 4', on(judged));
  await measured('propose, judged', 'shopA', 'propose 5', on(judged, { refundBps: 10 }));
  await measured('createDispute', 'buyerB', 'open case', { order: judged });
  await measured('submitEvidence', 'buyerB', 'submit evidence', { order: judged, evidence: digest });
  await mine(8);
  run.latest = await blockAt('latest');
  await measured('draw', 'beggar', 'draw', { order: judged, wrong: false });
  const id = run.orderIds.get(judged) ?? '';
  const panel = run.tables.panels.get(`${id} 0`) ?? [];
  const voters = panel.map(({ juror }) => nameOf(juror) ?? 'beggar');
  for (const [seat, by] of voters.entries())
    await measured('commit', by, 'commit', { order: judged, seat, vote: 2, salt, by });
  for (const [seat, by] of voters.entries())
    await measured('reveal', by, 'reveal', { order: judged, seat, vote: 2, salt, by });
  await measured('advance, counts', 'beggar', 'advance', { order: judged });
  await measured('advance, executes', 'beggar', 'advance', { order: judged }, { of: 'appeal', ref: judged, offset: 1 });
}

async function seats(run: Run, measured: Measured): Promise<void> {
  await measured('takeSeats', 'buyerC', 'take seats', { token: 'blocking', seats: 1 });
  const { seats: count } = run.tables.pools.get(run.at.blocking) ?? { seats: 0 };
  await measured('leaveSeats', 'buyerC', 'leaveSeats', { token: 'blocking', seats: [count - 1] });
  const time: TimeRef = { of: 'seat', ref: `${run.at.blocking} ${count - 1}`, offset: 0 };
  await measured('freeSeats', 'buyerC', 'freeSeats', { token: 'blocking', seats: [count - 1] }, time);
}
