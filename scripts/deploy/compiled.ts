import type { Hex } from '../../protocol/primitives.ts';
import bytecode from './bytecode.generated.json' with { type: 'json' };

export type CompiledName = keyof typeof bytecode;

/** A contract as the compiler gave it. */
export interface Compiled {
  creation: Hex;
  /** Code that lies on the chain, with zeros where the immutables are. */
  runtime: Hex;
  /** Offsets of each immutable in the runtime code, in bytes; each is a word of 32 bytes. */
  immutables: Record<string, number[]>;
}

/** @returns the compiled contract of this name */
export const compiled = (name: CompiledName): Compiled => {
  const { creation, runtime, immutables } = bytecode[name];
  // Safety: the export writes 0x-prefixed hex.
  return { creation: creation as Hex, runtime: runtime as Hex, immutables };
};
