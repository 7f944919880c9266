import type { PanelSeatRow } from '../../protocol/model/court-rows.ts';
import { keyOf, type Tables } from '../../protocol/model/tables.ts';
import { type Check, written } from './checked.ts';

/** I8: nobody sits on a case of their own, or twice on one, or with less at risk than the case asks. */
const seating: Check = ({ before, after }) =>
  written(before.panels, after.panels).flatMap(([key]) => {
    const [id = ''] = key.split(' ');
    const order = after.orders.get(id);
    const sitting = [0, 1].flatMap((round) => after.panels.get(keyOf(id, round)) ?? []).map(({ juror }) => juror);
    const roles = [
      order?.buyer,
      order?.shop,
      order?.promoter,
      order?.parent,
      order?.host,
      order?.leader,
      order?.pickup,
    ];
    return [
      ...(new Set(sitting).size === sitting.length ? [] : [`I8: a juror sits twice on ${id}`]),
      ...sitting
        .filter((juror) => roles.includes(juror))
        .map((juror) => `I8: ${juror} sits on a case of their own, ${id}`),
    ];
  });

const revealed = (panel: readonly PanelSeatRow[]): PanelSeatRow[] => panel.filter(({ state }) => state === 'revealed');

const creditGrowth = (before: Tables, after: Tables, key: string): bigint =>
  (after.credits.get(key) ?? 0n) - (before.credits.get(key) ?? 0n);

/** I8: who revealed is paid the round's fee, whichever vote it was; nobody else on a panel is paid. */
const pay: Check = ({ before, after }) =>
  written(before.cases, after.cases).flatMap(([id, { phase }]) => {
    const order = after.orders.get(id);
    if (phase !== 'closed' || order === undefined) return [];
    const parties = [order.buyer, order.shop, order.promoter, order.parent, order.host, order.leader, order.pickup];
    return [0, 1].flatMap((round) => {
      const key = keyOf(id, round);
      const fee = after.rounds.get(key)?.feeUnits ?? 0n;
      const panel = after.panels.get(key) ?? [];
      const paid = new Set(revealed(panel).map(({ juror }) => juror));
      return panel.flatMap(({ juror }) => {
        const expected = paid.has(juror) ? fee : 0n;
        const got = creditGrowth(before, after, keyOf(order.token, juror));
        return parties.includes(juror) || got === expected
          ? []
          : [`I8: ${juror} got ${got} for ${id}, not ${expected}`];
      });
    });
  });

export const i8Jurors: Check = (checked) => [...seating(checked), ...pay(checked)];
