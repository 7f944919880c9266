import type pg from 'pg';
import { type Address, type Hex, zeroAddress } from '../../../protocol/primitives.ts';
import type { Log as Logger } from '../../log.ts';
import type { Log } from '../../rpc/answers.ts';
import type { Rpc } from '../../rpc/rpc.ts';
import { type Connection, insertBatch } from '../../store/batch-write.ts';
import { transaction } from '../../store/transaction.ts';
import { thresholds } from '../flags/thresholds.ts';

/** Accounts that are looked up at once, in one filter. */
const ACCOUNTS = 20;
/** Blocks before the first order that are looked through: about a week of a chain with a block each twelve seconds. */
const BLOCKS_BEFORE = 50_000;
/** Blocks of one request; most public endpoints take as many. */
const SPAN = 5_000;
const PAUSE_AFTER_FAILURE_MILLISECONDS = 60_000;

export interface FunderParts {
  pool: pg.Pool;
  rpc: () => Pick<Rpc, 'transfersTo' | 'block'>;
  /** Our contracts: what they pay out is no funding. */
  contracts: ReadonlySet<string>;
  log: Logger;
  /** Milliseconds. */
  clock: () => number;
}

interface Wanted {
  account: Address;
  /** Block of its first order, or of its shop's first sale. */
  until: number;
}

/**
 * Makes the look that finds first funders, a few accounts at a time, in final blocks alone: what it finds never changes.
 * Nothing waits for it; where the chain does not answer, it is tried again later.
 */
export function createFunderLook(parts: FunderParts): (finalized: number) => Promise<void> {
  let restsUntil = 0;
  return async (finalized) => {
    if (parts.clock() < restsUntil) return;
    try {
      const wanted = await nextWanted(parts.pool, finalized);
      if (wanted.length > 0) await find(parts, wanted);
    } catch (err) {
      restsUntil = parts.clock() + PAUSE_AFTER_FAILURE_MILLISECONDS;
      parts.log.debug({ err }, 'first funders are looked up later');
    }
  };
}

/** Some accounts whose first orders are close together, so that one range of blocks serves them all. */
async function nextWanted(pool: pg.Pool, finalized: number): Promise<Wanted[]> {
  const { rows } = await pool.query<Wanted>(
    `select s.id as account, least(
       (select min(o.paid_block) from orders o where o.buyer = s.id),
       (select min(o.paid_block) from orders o where o.shop = s.id)) as until
     from stale_trust s where s.kind = 'funder' order by until, s.id limit $1`,
    [ACCOUNTS],
  );
  const first = rows.find(({ until }) => until !== null)?.until ?? 0;
  const gone = rows.filter(({ until }) => until === null).map(({ account }) => account);
  if (gone.length > 0) await pool.query(`delete from stale_trust where kind = 'funder' and id = any($1)`, [gone]);
  return rows.filter(({ until }) => until !== null && until <= finalized && until <= first + BLOCKS_BEFORE);
}

async function find({ pool, rpc, contracts }: FunderParts, wanted: readonly Wanted[]): Promise<void> {
  const { rows: tokens } = await pool.query<{ address: Address }>('select address from tokens order by address');
  const accounts = new Map(wanted.map(({ account, until }) => [account as string, until]));
  const found = new Map<string, Log>();
  const last = Math.max(...accounts.values());
  const first = Math.max(0, Math.min(...accounts.values()) - BLOCKS_BEFORE);
  for (let from = first; from <= last; from += SPAN) {
    const open = wanted.map(({ account }) => account).filter((account) => !found.has(account));
    if (open.length === 0) break;
    const to = Math.min(last, from + SPAN - 1);
    const logs = await rpc().transfersTo(
      tokens.map(({ address }) => address),
      open,
      { from, to },
    );
    for (const log of logs) {
      const [sender, receiver] = [partyOf(log.topics[1]), partyOf(log.topics[2])];
      const isFunding = sender !== zeroAddress && sender !== receiver && !contracts.has(sender);
      if (isFunding && !found.has(receiver) && log.block <= (accounts.get(receiver) ?? -1)) found.set(receiver, log);
    }
  }
  const times = new Map<number, number | undefined>();
  for (const { block, time } of found.values()) times.set(block, time ?? (await rpc().block(block))?.time);
  await transaction(pool, (client) => keep(client, wanted, found, times));
}

/** The address in an indexed topic. Logs without one are not of tokens as we know them. */
const partyOf = (topic: Hex | undefined): Address => `0x${(topic ?? '').slice(-40).toLowerCase()}`;

async function keep(
  client: Connection,
  wanted: readonly Wanted[],
  found: ReadonlyMap<string, Log>,
  times: ReadonlyMap<number, number | undefined>,
): Promise<void> {
  const rows = wanted.map(({ account }) => {
    const log = found.get(account);
    if (log === undefined) return [account, null, null, null, null];
    return [account, partyOf(log.topics[1]), log.address, log.transaction, times.get(log.block) ?? 0];
  });
  const names = ['account', 'funder', 'token', 'transaction'];
  const columns = [...names.map((name) => ({ name, type: 'text' as const })), { name: 'at', type: 'int8' as const }];
  await insertBatch(client, { table: 'funders', columns, rows, conflict: 'on conflict do nothing' });
  const accounts = wanted.map(({ account }) => account);
  await client.query(`delete from stale_trust where kind = 'funder' and id = any($1)`, [accounts]);
  // Whoever shares the funder is looked at again too: with one account more it may be an exchange.
  await client.query(
    `insert into stale_trust
     select distinct 'shop', s.address from funders found cross join lateral (
       select f.account from funders f where f.funder = found.funder limit ${thresholds.hubAccounts + 2}) sharing
     cross join lateral (select sharing.account as shop union select o.shop from orders o where o.buyer = sharing.account
       union select p.owner from payouts p where p.receiver = found.funder) touched
     join shops s on s.address = touched.shop
     where found.account = any($1) and found.funder is not null
     on conflict do nothing`,
    [accounts],
  );
}
