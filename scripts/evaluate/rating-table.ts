import { seededRandom } from '../economics/random.ts';
import { SHOWN } from './baselines.ts';
import { type Foretelling, type Foretold, OURS } from './foretelling.ts';
import { auc, pearson, rmse } from './metrics.ts';
import { isNegative } from './ratings.ts';

const parts = ['all', 'known', 'unknown'] as const;
const measures = ['rmse', 'pearson', 'auc'] as const;
export type Column = `${(typeof parts)[number]} ${(typeof measures)[number]}`;

export const columns: readonly Column[] = parts.flatMap((part) =>
  measures.map((measure): Column => `${part} ${measure}`),
);

/** Figures of one method, by column. */
export interface MethodRow {
  method: string;
  figures: Record<Column, number>;
}

/** Ours against the best of the others in one column. */
export interface Margin {
  column: Column;
  best: string;
  /** Above 0 where ours is better. */
  difference: number;
  /** Where 95 % of resamples lie. */
  from: number;
  to: number;
}

/** @returns what each method reaches on all, on known and on unknown ratees */
export function methodRows({ asked, methods }: Foretelling): MethodRow[] {
  const every = asked.map((_, index) => index);
  return methods.map((method) => ({
    method: method.name,
    figures: Object.fromEntries(columns.map((column) => [column, figure({ asked, method, column }, every)])) as Record<
      Column,
      number
    >,
  }));
}

interface Figured {
  asked: Foretelling['asked'];
  method: Foretold;
  column: Column;
}

function figure({ asked, method, column }: Figured, sample: readonly number[]): number {
  const [part, measure] = column.split(' ');
  const chosen = sample.filter((index) => part === 'all' || asked[index]?.isKnown === (part === 'known'));
  const said = chosen.map((index) => asked[index]?.rating.value ?? 0);
  const expected = () => chosen.map((index) => method.expected[index] ?? 0);
  if (measure === 'rmse') return rmse(said, expected());
  if (measure === 'pearson') return pearson(said, expected());
  return auc(
    said.map((value) => isNegative({ value })),
    chosen.map((index) => method.risk[index] ?? 0),
  );
}

/**
 * How much better ours is than the best other method of each column, with intervals from resampling raters: ratings of
 * one rater are no independent witnesses.
 */
export function margins(foretelling: Foretelling, { resamples, seed }: { resamples: number; seed: number }): Margin[] {
  const { asked, methods } = foretelling;
  const rows = methodRows(foretelling);
  const ours = methods.find(({ name }) => name === OURS) as Foretold;
  const byRater = Map.groupBy(asked.keys(), (index) => asked[index]?.rating.rater ?? 0);
  const raters = [...byRater.values()].map((indices) => [...indices]);
  const random = seededRandom(seed);
  const samples = Array.from({ length: resamples }, () =>
    raters.flatMap(() => raters[Math.floor(random() * raters.length)] ?? []),
  );
  return columns.map((column) => {
    const better = (a: number, b: number) => (column.endsWith('rmse') ? b - a : a - b);
    const others = rows.filter(({ method }) => method !== OURS && method !== SHOWN);
    const best = others.reduce((one, other) => (better(other.figures[column], one.figures[column]) > 0 ? other : one));
    const rival = methods.find(({ name }) => name === best.method) as Foretold;
    const difference = (sample: readonly number[]) =>
      better(figure({ asked, method: ours, column }, sample), figure({ asked, method: rival, column }, sample));
    const drawn = samples.map(difference).sort((a, b) => a - b);
    const at = (share: number) => drawn[Math.floor(share * (drawn.length - 1))] ?? Number.NaN;
    return {
      column,
      best: best.method,
      difference: difference(asked.map((_, index) => index)),
      from: at(0.025),
      to: at(0.975),
    };
  });
}
