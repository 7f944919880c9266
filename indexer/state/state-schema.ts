import { createHash } from 'node:crypto';
import { journaledTables } from '../store/migrations/journaled-tables.ts';
import type { TableShape } from '../store/table-shapes.ts';

const NAME_DIGITS = 16;

/**
 * Names the columns of the tables that mirror the chain. Nodes of different releases may keep different columns, and then
 * their digests say nothing of each other's rows.
 */
export function stateSchemaOf(shapes: ReadonlyMap<string, TableShape>): string {
  const lines = Object.keys(journaledTables)
    .sort()
    .map((table) => `${table} ${[...(shapes.get(table)?.keys() ?? [])].sort().join(' ')}`);
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, NAME_DIGITS);
}
