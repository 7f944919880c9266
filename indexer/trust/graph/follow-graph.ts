import { type Kysely, sql } from 'kysely';
import type { Address } from '../../../protocol/primitives.ts';
import type { Database } from '../../store/schema.ts';
import { type AccountGraph, createAccountGraph } from './account-graph.ts';
import { readEdges } from './read-edges.ts';

/** Accounts whose edges are read with one statement. */
const ACCOUNTS_AT_ONCE = 2_000;
/** Written into `trust_changes` when the reviews of everybody were emptied. */
const EVERYBODY = '*';

/** Gives the graph as the database has it now. */
export interface GraphFollower {
  current(): Promise<AccountGraph>;
}

/**
 * Holds the trust graph in memory and keeps it like the database: the first question loads it, later ones read again the
 * edges of accounts that changed. It writes nothing, so any process that reads the database may have one, also on a
 * replica, and a reorganisation is a change like any other.
 */
export function followGraph(db: Kysely<Database>): GraphFollower {
  let graph: AccountGraph | undefined;
  let cursor = '0';
  let running: Promise<AccountGraph> | undefined;
  let waiting: Promise<AccountGraph> | undefined;

  const load = async (): Promise<AccountGraph> => {
    const { next } = await readChanges(db, undefined);
    const fresh = createAccountGraph();
    for await (const accounts of allAccounts(db)) apply(fresh, accounts, await readEdges(db, accounts));
    graph = fresh;
    cursor = next;
    return fresh;
  };
  const catchUp = async (): Promise<AccountGraph> => {
    if (graph === undefined) return await load();
    const { next, changed } = await readChanges(db, cursor);
    if (changed.includes(EVERYBODY)) return await load();
    for (let start = 0; start < changed.length; start += ACCOUNTS_AT_ONCE) {
      const accounts = changed.slice(start, start + ACCOUNTS_AT_ONCE) as Address[];
      apply(graph, accounts, await readEdges(db, accounts));
    }
    cursor = next;
    return graph;
  };

  const look = (): Promise<AccountGraph> => {
    const looking = catchUp().finally(() => {
      running = undefined;
    });
    running = looking;
    return looking;
  };
  return {
    current: () => {
      // Who asks while a look is under way may have written after it began: all of them share the next one.
      if (waiting !== undefined) return waiting;
      if (running === undefined) return look();
      waiting = running.then(ignore, ignore).then(() => {
        waiting = undefined;
        return look();
      });
      return waiting;
    },
  };
}

const ignore = (): void => undefined;

function apply(graph: AccountGraph, accounts: readonly Address[], edges: Awaited<ReturnType<typeof readEdges>>): void {
  for (const account of accounts) graph.setEdges(account, edges.get(account) ?? []);
}

/**
 * Who changed since a cursor. The cursor is the oldest transaction that was still open at the last look: what it and
 * later ones wrote is read again, so that nothing that was committed out of turn is missed. Rows of a backup bear numbers
 * of transactions that this server has yet to give: they changed before the load, and are passed over.
 */
async function readChanges(
  db: Kysely<Database>,
  cursor: string | undefined,
): Promise<{ next: string; changed: string[] }> {
  const { rows } = await sql<{ next: string; changed: string[] }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as next, array(
      select account from trust_changes where ${cursor ?? null}::text is not null
        and transaction >= coalesce(${cursor ?? null}::text, '0')::xid8
        and pg_visible_in_snapshot(transaction, pg_current_snapshot())
    ) as changed`.execute(db);
  // Safety: a statement without a table gives one row.
  return rows[0] as { next: string; changed: string[] };
}

/** Everybody who has edges, in steps that no time limit of a statement reaches. */
async function* allAccounts(db: Kysely<Database>): AsyncGenerator<Address[]> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ account: Address }>`
      (select distinct buyer as account from reviews where buyer > ${after} order by buyer limit ${ACCOUNTS_AT_ONCE})
      union (select distinct author from follows where author > ${after} order by author limit ${ACCOUNTS_AT_ONCE})
      order by account limit ${ACCOUNTS_AT_ONCE}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ account }) => account);
    after = last.account;
  }
}
