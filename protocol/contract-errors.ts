import type { Abi } from 'viem';
import { decodeErrorResult, hexToString } from 'viem/utils';
import { type ContractError, contractErrors } from './contract-error-table.ts';
import { casePhases, seatStates } from './court.ts';
import { type ErrorText, errorText } from './error-text.ts';
import { VouchError, type VouchErrorDetails } from './errors.ts';
import { orderStates } from './order.ts';
import type { Hex } from './primitives.ts';

const abi: Abi = contractErrors.map(({ name, inputs }) => ({ type: 'error', name, inputs }));

/** Wallets and clients wrap errors a few times; more than this is not searched. */
const MOST_WRAPPERS = 50;
/** EIP-1193: the person declined in the wallet. */
const USER_REJECTED = 4001;

/**
 * Turns a failed call into the project's error: stable code, hint, and the error's arguments as details.
 * @param cause revert data, or whatever a client or wallet threw: the data is searched in it
 * @returns the contract's error under its code; `contract.reverted`, `contract.panicked`, `contract.error_unknown` for
 * other reverts; `wallet.rejected` when the person declined; `contract.call_failed` when there is no revert data. A
 * VouchError is given back as it is.
 */
export function contractError(cause: unknown): VouchError {
  if (cause instanceof VouchError) return cause;
  const wrapped = [...unwrapped(cause)];
  const data = typeof cause === 'string' ? hexOf(cause) : wrapped.map(revertData).find((found) => found !== undefined);
  if (data !== undefined) return decode(data, cause);
  const rejected = wrapped.some((each) => each.code === USER_REJECTED);
  return make({ code: rejected ? 'wallet.rejected' : 'contract.call_failed', cause, retryable: !rejected });
}

function decode(data: Hex, cause: unknown): VouchError {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data });
    // Safety: the ABI is made of the table, so every decoded name is in it.
    const { code, inputs, retryable } = contractErrors.find(({ name }) => name === errorName) as ContractError;
    const details = Object.fromEntries(inputs.map(({ name }, index) => [name, detail(name, args[index])]));
    return make({ code, cause, retryable, details: { error: errorName, ...details } });
  } catch {
    // Data of an error that none of our contracts has, such as that of another token.
    return make({ code: 'contract.error_unknown', cause, retryable: false, details: { data: data.slice(0, 138) } });
  }
}

function make(parts: { code: string; cause: unknown; retryable: boolean; details?: VouchErrorDetails }): VouchError {
  // Safety: the tests check that every code of this file and its table has a text.
  return new VouchError({ ...(errorText(parts.code, 'en') as ErrorText), ...parts });
}

/** Arguments that are members of an enum of the contracts. */
const enums: Record<string, readonly string[]> = { state: orderStates, phase: casePhases, seatState: seatStates };

/** A value of an argument as JSON can carry it. */
function detail(name: string, value: unknown): unknown {
  const names = enums[name];
  if (names !== undefined) return names[Number(value)] ?? Number(value);
  // Safety: the table gives `parameter` the type bytes32.
  if (name === 'parameter') return hexToString(value as Hex, { size: 32 });
  if (name.endsWith('Seconds')) return Number(value);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** The members of an error that wallets and clients use. */
interface Wrapper {
  cause?: unknown;
  error?: unknown;
  originalError?: unknown;
  data?: unknown;
  raw?: unknown;
  code?: unknown;
}

/** An error and everything that it wraps, outermost first; wrappers may point at each other. */
function* unwrapped(outermost: unknown): Generator<Wrapper> {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [outermost];
  while (waiting.length > 0 && seen.size < MOST_WRAPPERS) {
    const next = waiting.shift();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    // Safety: every member is read as unknown.
    const wrapper = next as Wrapper;
    yield wrapper;
    waiting.push(wrapper.cause, wrapper.error, wrapper.originalError, wrapper.data);
  }
}

const revertData = ({ raw, data }: Wrapper): Hex | undefined => hexOf(raw) ?? hexOf(data);

/** Revert data begins with a selector of four bytes. */
const hexOf = (value: unknown): Hex | undefined =>
  // Safety: the pattern is that of Hex.
  typeof value === 'string' && /^0x([0-9a-f]{2}){4,}$/i.test(value) ? (value as Hex) : undefined;
