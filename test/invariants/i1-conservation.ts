import type { Tables } from '../../protocol/model/tables.ts';
import { keyOf } from '../../protocol/model/tables.ts';
import { finalStates } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type Check, rowsWith, sum } from './checked.ts';

/** What parties advanced for cases that are not closed. */
const advanced = (tables: Tables, token: Address): bigint =>
  sum(
    [...tables.cases].flatMap(([id, { phase, round }]) => {
      if (phase === 'none' || phase === 'closed' || tables.orders.get(id)?.token !== token) return [];
      return Array.from({ length: round + 1 }, (_, number) => {
        const row = tables.rounds.get(keyOf(id, number));
        return row === undefined ? 0n : row.feeUnits * BigInt(row.panelSize);
      });
    }),
  );

const escrowed = (tables: Tables, token: Address): bigint =>
  sum(
    [...tables.orders].flatMap(([id, order]) =>
      order.token !== token || finalStates.has(tables.progress.get(id)?.state ?? 'none') ? [] : [order.totalUnits],
    ),
  );

/** I1: per token the vault holds credits, escrow, stakes, jurors' stakes, advanced costs and fees; more only by donations. */
export const i1Conservation: Check = ({ run: { at }, after }) =>
  [at.demoDollar, at.blocking].flatMap((token) => {
    const held = after.balances.get(keyOf(token, at.vault)) ?? 0n;
    const owed =
      sum(rowsWith(after.credits, 0, token)) +
      escrowed(after, token) +
      sum(rowsWith(after.stakes, 1, token).map(({ stakedUnits }) => stakedUnits)) +
      sum(rowsWith(after.jurors, 0, token).map(({ stakedUnits }) => stakedUnits)) +
      advanced(after, token) +
      (after.fees.get(token) ?? 0n);
    const donated = after.donated.get(token) ?? 0n;
    return held === owed + donated
      ? []
      : [`I1: the vault holds ${held} of ${token}, owes ${owed}, was given ${donated}`];
  });
