import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Credits of the accounts and fees of the protocol. */
export const vaultHandlers: Handlers<'vault', HandlerContext> = {
  Credited: ({ token, to, units }, _place, { rows }) =>
    rows.upsert('credits', { owner: to as Address, token: token as Address }, { add: { credited_units: units } }),
  Withdrawn: ({ token, owner, to, units }, { time, transaction }, { rows }) => {
    const own = { owner: owner as Address, token: token as Address };
    rows.upsert('credits', own, { add: { withdrawn_units: units } });
    if (to === owner) return;
    const change = { set: { at: time, transaction }, add: { units, times: 1 } };
    rows.upsert('payouts', { ...own, receiver: to as Address }, change);
  },
  FeeTaken: ({ token, units }, _place, { rows }) =>
    rows.upsert('fees', { token: token as Address }, { add: { taken_units: units } }),
  FeesWithdrawn: ({ token, units }, _place, { rows }) =>
    rows.upsert('fees', { token: token as Address }, { add: { withdrawn_units: units } }),
};
