import { createHash } from 'node:crypto';
import type { Hex } from '../../protocol/primitives.ts';

/** Rows of a table and the sum of their hashes: four lanes modulo 2^64, as decimal strings. */
export interface TableSum {
  rows: number;
  lanes: readonly [string, string, string, string];
}

/** The sums of all tables by name; a table without rows may be missing. */
export type StateSums = Record<string, TableSum>;

/** Rows and lanes that are added; the lanes may be negative. */
export interface SumRow {
  name: string;
  rows: number;
  a: string;
  b: string;
  c: string;
  d: string;
}

const LANE = 1n << 64n;

const wrapped = (lane: bigint): string => (((lane % LANE) + LANE) % LANE).toString();

/** Adds to the sums, or takes away where `sign` is -1. */
export function addSums(sums: StateSums, rows: readonly SumRow[], sign: 1 | -1 = 1): StateSums {
  const result = { ...sums };
  for (const { name, rows: count, a, b, c, d } of rows) {
    const known = result[name] ?? { rows: 0, lanes: ['0', '0', '0', '0'] };
    const lane = (at: 0 | 1 | 2 | 3, delta: string) => wrapped(BigInt(known.lanes[at]) + BigInt(sign) * BigInt(delta));
    result[name] = { rows: known.rows + sign * count, lanes: [lane(0, a), lane(1, b), lane(2, c), lane(3, d)] };
  }
  return result;
}

/** The lanes of a table as one number of 32 bytes. */
export const tableDigest = ({ lanes }: TableSum): Hex =>
  `0x${lanes.map((lane) => BigInt(lane).toString(16).padStart(16, '0')).join('')}`;

/**
 * One digest over all tables at a block.
 * @param schema names the shape of the tables: nodes of other releases may keep other columns
 */
export function stateDigest({ schema, hash, sums }: { schema: string; hash: string; sums: StateSums }): Hex {
  const lines = Object.keys(sums)
    .sort()
    .flatMap((name) => {
      const sum = sums[name];
      return sum === undefined || sum.rows === 0 ? [] : [`${name} ${sum.rows} ${tableDigest(sum)}`];
    });
  return `0x${createHash('sha256')
    .update([schema, hash, ...lines].join('\n'))
    .digest('hex')}`;
}
