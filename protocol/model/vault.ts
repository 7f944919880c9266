import { type Address, zeroAddress } from '../primitives.ts';
import { keyOf } from './tables.ts';
import { move } from './tokens.ts';
import { type Call, require } from './transaction.ts';

/** Credits payees and takes a fee. INVARIANT I1: the vault owes what it holds. */
export function credit(
  { tables }: Call,
  token: Address,
  payees: readonly (readonly [Address, bigint])[],
  feeUnits: bigint,
): void {
  for (const [to, units] of payees) {
    if (units !== 0n) tables.credits.set(keyOf(token, to), (tables.credits.get(keyOf(token, to)) ?? 0n) + units);
  }
  if (feeUnits !== 0n) tables.fees.set(token, (tables.fees.get(token) ?? 0n) + feeUnits);
}

/** Pays out part of the caller's credit. INVARIANT I9: the only way in which a credit gets lower. */
export function withdraw(call: Call, token: Address, to: Address, units: bigint): void {
  const { tables, by, at } = call;
  require(units !== 0n, 'VaultZeroAmount');
  require(to !== zeroAddress && to !== at.vault, 'VaultReceiverInvalid');
  const held = tables.credits.get(keyOf(token, by)) ?? 0n;
  require(units <= held, 'VaultInsufficientCredit');
  tables.credits.set(keyOf(token, by), held - units);
  move(call, { token, from: at.vault, to, units });
}

/** Pays the fees to the treasury. */
export function withdrawFees(call: Call, token: Address): void {
  const { tables, at } = call;
  const units = tables.fees.get(token) ?? 0n;
  require(units !== 0n, 'VaultZeroAmount');
  tables.fees.set(token, 0n);
  move(call, { token, from: at.vault, to: tables.treasury, units });
}
