import { keyOf } from '../../protocol/model/tables.ts';
import { finalStates } from '../../protocol/order.ts';
import { type Check, sum } from './checked.ts';

/** I4: what a shop has locked is the coverage of its open orders, and never more than its stake. */
const shopLocks: Check = ({ after }) =>
  [...after.stakes].flatMap(([key, { stakedUnits, lockedUnits, unbondingUnits, closedUnits, failedUnits }]) => {
    const [shop, token] = key.split(' ');
    const coverage = sum(
      [...after.orders].flatMap(([id, order]) =>
        order.shop === shop && order.token === token && !finalStates.has(after.progress.get(id)?.state ?? 'none')
          ? [order.coverageUnits]
          : [],
      ),
    );
    return [
      ...(lockedUnits <= stakedUnits ? [] : [`I4: ${key} has ${lockedUnits} locked of ${stakedUnits}`]),
      ...(lockedUnits === coverage ? [] : [`I4: ${key} has ${lockedUnits} locked for a coverage of ${coverage}`]),
      ...(unbondingUnits <= stakedUnits ? [] : [`I4: more of ${key} is leaving than there is`]),
      ...(failedUnits <= closedUnits ? [] : [`I4: more of ${key} failed than was closed`]),
    ];
  });

/** I4: what a juror has locked are the locks of open cases, and never more than the stake; pools sum to the stakes. */
const jurorLocks: Check = ({ after }) => {
  const locks = new Map<string, bigint>();
  for (const [key, panel] of after.panels) {
    const [id = '', round = '0'] = key.split(' ');
    if (after.cases.get(id)?.phase === 'closed') continue;
    for (const { juror, state } of panel) {
      if (state !== 'drawn' && state !== 'committed' && state !== 'revealed') continue;
      const held = keyOf(after.orders.get(id)?.token ?? '', juror);
      locks.set(held, (locks.get(held) ?? 0n) + (after.rounds.get(keyOf(id, round))?.lockUnits ?? 0n));
    }
  }
  const jurors = [...after.jurors].flatMap(([key, { stakedUnits, lockedUnits }]) => [
    ...(lockedUnits <= stakedUnits ? [] : [`I4: juror ${key} has ${lockedUnits} locked of ${stakedUnits}`]),
    ...(lockedUnits === (locks.get(key) ?? 0n)
      ? []
      : [`I4: juror ${key} has ${lockedUnits} locked, not ${locks.get(key)}`]),
  ]);
  const pools = [...after.pools].flatMap(([token, pool]) => {
    const staked = sum([...after.jurors].flatMap(([key, row]) => (key.startsWith(token) ? [row.stakedUnits] : [])));
    const kept = [...after.seats].filter(([key, seat]) => key.startsWith(token) && seat.leavingAt === 0).length;
    return [
      ...(pool.stakedUnits === staked ? [] : [`I4: pool ${token} counts ${pool.stakedUnits}, jurors ${staked}`]),
      ...(pool.keptSeats === kept ? [] : [`I4: pool ${token} counts ${pool.keptSeats} kept seats of ${kept}`]),
    ];
  });
  return [...jurors, ...pools];
};

export const i4Locks: Check = (checked) => [...shopLocks(checked), ...jurorLocks(checked)];
