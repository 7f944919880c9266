import type { Connection } from '../store/batch-write.ts';

/** What can be noted as out of date, beside all at once. */
export type Mark = 'review' | 'month' | 'shop' | 'buyer' | 'promoter';

/**
 * Takes notes of what is to be computed again, in the transaction that does it.
 * @param most so many at once
 */
export async function takeMarks(client: Connection, kind: Mark, most: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `delete from stale_trust where kind = $1 and id in (select id from stale_trust where kind = $1 order by id limit $2)
     returning id`,
    [kind, most],
  );
  return rows.map(({ id }) => id);
}

/** Notes what is to be computed again. */
export async function mark(client: Connection, kind: Mark, ids: readonly string[]): Promise<void> {
  await client.query('insert into stale_trust select $1, id from unnest($2::text[]) as id on conflict do nothing', [
    kind,
    ids,
  ]);
}
