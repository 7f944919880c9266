import assert from 'node:assert/strict';
import { AbiCoder } from 'ethers';
import fc from 'fast-check';
import type { Abi } from 'viem';
import { marketAbi } from '../../protocol/abi/market.ts';
import type { Hex } from '../../protocol/primitives.ts';

/** What an ABI says of a type, as far as it matters for encoding. */
export interface Parameter {
  name?: string;
  type: string;
  components?: readonly Parameter[];
}
export const coder = AbiCoder.defaultAbiCoder();
/** Types in the writing of ethers, structs as tuples. */
export const typeText = ({ type, components }: Parameter): string =>
  components === undefined ? type : `(${components.map(typeText)})${type.slice('tuple'.length)}`;
/** The members of a struct in the order of its ABI. */
export const valuesOf = ({ components }: Parameter, value: unknown): unknown =>
  components?.map((component) => valuesOf(component, (value as Record<string, unknown>)[component.name ?? ''])) ??
  value;
/** The named struct as a generated ABI has it: that of the market, unless another is named. */
export function struct(functionName: string, path: string[], abi: Abi = marketAbi): Parameter {
  const found = abi.find((item) => item.type === 'function' && item.name === functionName);
  assert.ok(found?.type === 'function');
  let node: Parameter = { type: 'root', components: found.inputs };
  for (const name of path) {
    const next = node.components?.find((component) => component.name === name);
    assert.ok(next, name);
    node = next;
  }
  return node;
}
/** Names and types, in order. */
export const shape = ({ name, type, components }: Parameter): unknown => [name, type, components?.map(shape)];
/** A member of an array as a struct of its own. */
export const one = (parameter: Parameter): Parameter => ({ ...parameter, type: 'tuple' });

/** Any value of an ABI type. */
export const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array): Hex => `0x${Buffer.from(array).toString('hex')}`);
export const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
export const int = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
