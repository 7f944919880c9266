import type { Connection } from './batch-write.ts';
import { dropIndexes } from './drop-indexes.ts';

/**
 * Fills empty tables while they have no index beside their keys, and builds the indexes when all rows are there: that takes a
 * part of what keeping them row by row does. Others wait for the tables until the transaction ends.
 * @param client within a transaction, so that a killed process leaves all as it was
 */
export async function withoutIndexes(
  client: Connection,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const dropped = await dropIndexes(client, tables);
  await fill();
  for (const { definition } of dropped) await client.query(definition);
}
