import type { Check } from './checked.ts';

/** Acts that move tokens: all others must not notice what a token refuses. */
const moving = new Set(['buy', 'stake', 'withdraw', 'withdraw fees', 'donate', 'take seats', 'open case', 'appeal']);

/** I11: a token that blocks an account stops that token's payments in and withdrawals, and no order. */
export const i11Tokens: Check = ({ step, refusal, run }) => {
  if (refusal !== 'AccountBlocked') return [];
  const blocked = [...run.tables.blocked.keys()].every((key) => key.startsWith(run.at.blocking));
  return moving.has(step.act) && blocked ? [] : [`I11: a blocked account stopped "${step.act}"`];
};
