import type { Address } from '../primitives.ts';
import { keyOf } from './tables.ts';
import { type Call, require } from './transaction.ts';

export const balanceOf = ({ tables }: Pick<Call, 'tables'>, token: Address, owner: Address): bigint =>
  tables.balances.get(keyOf(token, owner)) ?? 0n;

/** Moves tokens; the issuer's blocks come first, as in tokens that can block. */
export function move(call: Call, transfer: { token: Address; from: Address; to: Address; units: bigint }): void {
  const { token, from, to, units } = transfer;
  const { balances, blocked } = call.tables;
  require(!blocked.has(keyOf(token, from)), 'AccountBlocked');
  require(!blocked.has(keyOf(token, to)), 'AccountBlocked');
  require(units <= balanceOf(call, token, from), 'ERC20InsufficientBalance');
  balances.set(keyOf(token, from), balanceOf(call, token, from) - units);
  balances.set(keyOf(token, to), balanceOf(call, token, to) + units);
}

/** Takes tokens of the caller into the vault, by an allowance for the contract that takes them. */
export function take(call: Call, token: Address, units: bigint, spender: Address): void {
  const { tables, by, at } = call;
  require(units === 0n || tables.allowances.has(keyOf(token, by, spender)), 'ERC20InsufficientAllowance');
  move(call, { token, from: by, to: at.vault, units });
}

/** Sends tokens to the vault for nothing. INVARIANT I1: a donation changes nothing that is owed. */
export function donate(call: Call, token: Address, units: bigint): void {
  move(call, { token, from: call.by, to: call.at.vault, units });
  call.tables.donated.set(token, (call.tables.donated.get(token) ?? 0n) + units);
}

/** The issuer blocks or frees an account. INVARIANT I11: only withdrawals of this token to or by it are touched. */
export function setBlocked(call: Call, token: Address, account: Address, blocked: boolean): void {
  if (blocked) call.tables.blocked.set(keyOf(token, account), true);
  else call.tables.blocked.delete(keyOf(token, account));
}
