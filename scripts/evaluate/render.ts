import type { ExposureOutcome } from '../simulate/exposure.ts';
import type { AttackCost, FreshStart } from './attacks/attack-table.ts';
import { featureNames } from './features.ts';
import type { Foretelling } from './foretelling.ts';
import type { FraudRow } from './fraud.ts';
import { columns, type Margin, type MethodRow } from './rating-table.ts';

/** Rows of cells as a Markdown table, the first row as its head. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join('\n');
}

const figure = (value: number): string => value.toFixed(3);
const heading = (column: string): string =>
  column.replace('rmse', 'RMSE').replace('pearson', 'r').replace('auc', 'AUC');

export const renderMethods = (rows: readonly MethodRow[]): string =>
  markdown([
    ['method', ...columns.map(heading)],
    ...rows.map(({ method, figures }) => [method, ...columns.map((column) => figure(figures[column]))]),
  ]);

export const renderMargins = (margins: readonly Margin[]): string =>
  markdown([
    ['column', 'best of the others', 'ours is better by', '95 % of resamples'],
    ...margins.map(({ column, best, difference, from, to }) => [
      heading(column),
      best,
      figure(difference),
      `${figure(from)} to ${figure(to)}`,
    ]),
  ]);

/** The features that explain most. */
export const renderGains = ({ model }: Foretelling): string =>
  markdown([
    ['feature', 'ratee with ratings', 'all ratees'],
    ...featureNames
      .map((name, index) => ({ name, known: model.gains.known[index] ?? 0, all: model.gains.unknown[index] ?? 0 }))
      .sort((a, b) => b.known + b.all - a.known - a.all)
      .slice(0, 12)
      .map(({ name, known, all }) => [name, `${(known * 100).toFixed(1)} %`, `${(all * 100).toFixed(1)} %`]),
  ]);

export const renderFraud = (tables: readonly { known: string; rows: FraudRow[]; users: number }[]): string =>
  markdown([
    ['method', ...tables.map(({ known, users }) => `AUC, ${known} (${users} users)`)],
    ...(tables[0]?.rows ?? []).map(({ method }, index) => [
      method,
      ...tables.map(({ rows }) => (rows[index]?.auc ?? Number.NaN).toFixed(4)),
    ]),
  ]);

/** What it costs to move a star, attacks down and rules across. */
export function renderAttacks(costs: readonly AttackCost[]): string {
  const rules = [...new Set(costs.map(({ rule }) => rule))];
  return markdown([
    ['attack', ...rules],
    ...[...Map.groupBy(costs, ({ attack }) => attack)].map(([attack, row]) => [
      attack,
      ...row.map(({ times, dollars, movedByMost }) =>
        times === null ? `never (${movedByMost.toFixed(2)})` : `$${dollars.toFixed(2)}`,
      ),
    ]),
  ]);
}

export const renderFreshStarts = (starts: readonly FreshStart[]): string =>
  markdown([
    ['rule', 'stars of the bad shop', 'stars of its owner as a newcomer'],
    ...starts.map(({ rule, before, after }) => [rule, before.toFixed(2), after.toFixed(2)]),
  ]);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const renderExposure = (rows: readonly (ExposureOutcome & { flood: number })[]): string =>
  markdown([
    [
      'ranking',
      'made-up shops',
      'days to a fair share',
      'good newcomers that had it',
      'sales of bad shops',
      'sales of made-up shops',
      'pleased buyers',
    ],
    ...rows.map((row) => [
      row.ranking,
      String(row.flood),
      row.daysToFairShare.toFixed(1),
      percent(row.reachedFairShare),
      percent(row.badShare),
      percent(row.floodShare),
      percent(row.satisfaction),
    ]),
  ]);
