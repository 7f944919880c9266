import type { Tables } from '../../protocol/model/tables.ts';
import type { Run } from '../fuzz/run.ts';
import type { Step } from '../fuzz/steps.ts';

/** A step that was played, with the state before and after. The tables were compared with the contracts. */
export interface Checked {
  run: Run;
  step: Step;
  before: Tables;
  after: Tables;
  /** The error that refused the step. */
  refusal: string | undefined;
}

/** Says what does not hold; nothing when all does. */
export type Check = (checked: Checked) => string[];

export const sum = (values: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const value of values) total += value;
  return total;
};

/** The rows whose key begins or ends with a part. */
export const rowsWith = <T>(table: ReadonlyMap<string, T>, position: number, part: string): T[] =>
  [...table].flatMap(([key, row]) => (key.split(' ')[position] === part ? [row] : []));

/** The rows that a step wrote. */
export const written = <T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): [string, T][] =>
  [...after].filter(([key, row]) => before.get(key) !== row);
