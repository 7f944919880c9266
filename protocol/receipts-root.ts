import { keccak256, toRlp } from 'viem/utils';
import { z } from 'zod';
import { bloomOf } from './logs-bloom.ts';
import type { Address, Hex } from './primitives.ts';

const hexText = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, 'must be bytes in hex')
  .transform((text) => text.toLowerCase() as Hex);
const number = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/, 'must be a number in hex')
  .transform((text) => BigInt(text));

/** A receipt as `eth_getBlockReceipts` gives it: what the trie of a block's receipts is made of. */
export const receiptSchema = z.object({
  type: number.nullish(),
  status: number.nullish(),
  root: hexText.nullish(),
  cumulativeGasUsed: number,
  logs: z.array(
    z.object({
      address: hexText.refine((text) => text.length === 42, 'must be an address'),
      topics: z.array(hexText.refine((text) => text.length === 66, 'must be 32 bytes')).max(4),
      data: hexText,
    }),
  ),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A log that a block's receipts prove, with its place in the block. */
export interface ProvenLog {
  address: Address;
  topics: Hex[];
  data: Hex;
  index: number;
}

type RlpItem = Hex | RlpItem[];
type Entry = readonly [nibbles: readonly number[], value: Hex];

/**
 * Root of the trie over a block's receipts: the `receiptsRoot` of its header.
 * @param receipts all of the block, in its order
 */
export function receiptsRoot(receipts: readonly Receipt[]): Hex {
  const entries = receipts.map(
    (receipt, index): Entry => [nibblesOf(toRlp(minimal(BigInt(index)))), encodeReceipt(receipt)],
  );
  return keccak256(toRlp(trieNode(entries, 0)));
}

/** The logs of a block's receipts, numbered through the block. */
export function logsOfReceipts(receipts: readonly Receipt[]): ProvenLog[] {
  // Safety: the schema checked the length of addresses.
  return receipts
    .flatMap(({ logs }) => logs)
    .map(({ address, topics, data }, index) => ({ address: address as Address, topics, data, index }));
}

/** RLP carries numbers without leading zeros. */
function minimal(value: bigint): Hex {
  if (value === 0n) return '0x';
  const digits = value.toString(16);
  return `0x${digits.length % 2 === 0 ? '' : '0'}${digits}`;
}

function encodeReceipt({ type, status, root, cumulativeGasUsed, logs }: Receipt): Hex {
  const body = toRlp([
    root ?? minimal(status ?? 0n),
    minimal(cumulativeGasUsed),
    bloomOf(logs),
    logs.map(({ address, topics, data }) => [address, topics, data]),
  ]);
  const kind = type ?? 0n;
  return kind === 0n ? body : `0x${kind.toString(16).padStart(2, '0')}${body.slice(2)}`;
}

const nibblesOf = (hex: Hex): number[] => Array.from(hex.slice(2), (digit) => Number.parseInt(digit, 16));

/** Entries whose keys share their first `depth` nibbles, as a node of the trie. No key is the beginning of another. */
function trieNode(entries: readonly Entry[], depth: number): RlpItem {
  const [first] = entries;
  if (first === undefined) return '0x';
  if (entries.length === 1) return [compact(first[0].slice(depth), true), first[1]];
  let shared = depth;
  while (entries.every(([nibbles]) => nibbles[shared] === first[0][shared])) shared += 1;
  if (shared > depth) return [compact(first[0].slice(depth, shared), false), reference(trieNode(entries, shared))];
  const children = Array.from({ length: 16 }, (_, nibble): RlpItem => {
    const below = entries.filter(([nibbles]) => nibbles[depth] === nibble);
    return below.length === 0 ? '0x' : reference(trieNode(below, depth + 1));
  });
  return [...children, '0x'];
}

/** A node stands in its parent itself when it is short, otherwise by its hash. */
function reference(node: RlpItem): RlpItem {
  const encoded = toRlp(node);
  return encoded.length < 2 + 64 ? node : keccak256(encoded);
}

/** Nibbles as bytes, with a flag for the end of a key and one for an odd count. */
function compact(nibbles: readonly number[], isLeaf: boolean): Hex {
  const flag = isLeaf ? 2 : 0;
  const digits = nibbles.length % 2 === 1 ? [flag + 1, ...nibbles] : [flag, 0, ...nibbles];
  return `0x${digits.map((digit) => digit.toString(16)).join('')}`;
}
