import type { Address, Hex } from '../primitives.ts';
import { copyTables, type Tables } from './tables.ts';

/** What a call knows about its block and the contracts. */
export interface Call {
  tables: Tables;
  by: Address;
  /** Unix seconds of the block. */
  now: number;
  /** Number of the block. */
  block: number;
  parentHash: Hex;
  /** Of how many blocks before the chain knows the hashes. */
  hashesKept: number;
  at: { vault: Address; market: Address; deposits: Address; court: Address; admin: Address };
}

/** A call that the contracts would revert, by the name of their error. */
export class Refusal extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

/** Ends a call as the contract's error of this name does. */
export function refuse(name: string): never {
  throw new Refusal(name);
}

/** Refuses unless `holds`. */
export function require(holds: boolean, name: string): asserts holds {
  if (!holds) refuse(name);
}

export type Reaction<T> = { refusal: string } | { refusal: undefined; tables: Tables; value: T };

/**
 * Makes a call: all of it happens, or nothing.
 * @param call the state before, and who calls when
 * @param act what is called
 */
export function transact<T>(call: Call, act: (call: Call) => T): Reaction<T> {
  const tables = copyTables(call.tables);
  try {
    return { refusal: undefined, tables, value: act({ ...call, tables }) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.name };
    throw error;
  }
}
