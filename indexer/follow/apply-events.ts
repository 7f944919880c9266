import type pg from 'pg';
import type { Address } from '../../protocol/primitives.ts';
import { loadContext } from '../handlers/context.ts';
import type { ChainEvent } from '../handlers/events.ts';
import { handleEvents } from '../handlers/handle-events.ts';
import type { Block } from '../rpc/answers.ts';
import type { Rpc } from '../rpc/rpc.ts';
import { advanceState } from '../state/keep-state.ts';
import type { Partitions } from '../store/partitions.ts';
import type { TableShape } from '../store/table-shapes.ts';
import { transaction } from '../store/transaction.ts';
import { type Checkpoint, moveCheckpoint } from './checkpoint.ts';
import { logsDigest } from './logs-digest.ts';
import { writeChanges } from './write-changes.ts';

/** What applying needs beside the events. */
export interface Applier {
  pool: pg.Pool;
  shapes: Map<string, TableShape>;
  partitions: Partitions;
}

/** Events and the block up to which they reach. */
export interface Step {
  events: readonly ChainEvent[];
  /** Blocks without any logs right before the last one. */
  quiet?: readonly Block[];
  block: Block;
  /** Newest block that cannot be undone any more once this step is done. */
  finalized: number;
  symbols: Map<Address, string>;
  /** What the events were decoded from, for a block that may still be replaced. */
  logsDigest?: string;
}

/**
 * Applies the events of a range of blocks in one transaction. A step that ends above the finalized block must have all its
 * events in its last block: its changes are journaled, so that a reorganisation can undo them.
 * @returns the new checkpoint
 */
export async function applyEvents(
  { pool, shapes, partitions }: Applier,
  from: Checkpoint,
  step: Step,
): Promise<Checkpoint> {
  const { events, quiet = [], block, finalized, symbols, logsDigest: digest = null } = step;
  await partitions.cover(block.number);
  return await transaction(pool, async (client) => {
    const isFinal = block.number <= finalized;
    // A commit of final blocks that a power cut takes back is made again from the chain: nothing waits for the disk.
    const [setting, value] = isFinal ? ['synchronous_commit', 'off'] : ['indexer.block', String(block.number)];
    await client.query('select set_config($1, $2, true)', [setting, value]);
    if (events.length > 0) {
      const context = await loadContext(client, events, symbols);
      handleEvents(events, context);
      await writeChanges(client, context.rows, shapes);
      if (context.rows.tables.has('tokens')) await client.query(repriceListings);
    }
    const blocks = [...quiet, block];
    await client.query(insertBlocks, [
      blocks.map(({ number }) => number),
      blocks.map(({ hash }) => hash),
      blocks.map(({ parent }) => parent),
      blocks.map(({ time }) => time),
      [...quiet.map(() => logsDigest([])), digest],
    ]);
    await advanceState(client, { from: from.finalized, to: finalized }, !isFinal);
    return await moveCheckpoint(client, from, { block, finalized });
  });
}

const insertBlocks = `insert into blocks (number, hash, parent, time, logs_digest)
  select * from unnest($1::int[], $2::text[], $3::text[], $4::int8[], $5::text[])`;

/** Listings that came before their token are priced now. */
const repriceListings = `
  update listings l set price_micros = l.price_from_units * 1000000 / power(10::numeric, t.decimals)
  from tokens t where t.address = l.token and l.price_micros is null`;

/** Asks the chain for the symbols of tokens that the events accept. */
export async function readSymbols(rpc: Rpc, events: readonly ChainEvent[]): Promise<Map<Address, string>> {
  // Safety: the decoder gives every TokenChanged its token.
  const tokens = events.filter(({ name }) => name === 'TokenChanged').map(({ args }) => args.token as Address);
  const symbols = new Map<Address, string>();
  for (const token of new Set(tokens)) {
    const symbol = await rpc.symbol(token);
    if (symbol !== undefined) symbols.set(token, symbol);
  }
  return symbols;
}
