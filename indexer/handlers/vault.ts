import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Credits of the accounts and fees of the protocol. */
export const vaultHandlers: Handlers<'vault', HandlerContext> = {
  Credited: ({ token, to, units }, _place, { rows }) =>
    rows.upsert('credits', { owner: to as Address, token: token as Address }, { add: { credited_units: units } }),
  Withdrawn: ({ token, owner, units }, _place, { rows }) =>
    rows.upsert('credits', { owner: owner as Address, token: token as Address }, { add: { withdrawn_units: units } }),
  FeeTaken: ({ token, units }, _place, { rows }) =>
    rows.upsert('fees', { token: token as Address }, { add: { taken_units: units } }),
  FeesWithdrawn: ({ token, units }, _place, { rows }) =>
    rows.upsert('fees', { token: token as Address }, { add: { withdrawn_units: units } }),
};
