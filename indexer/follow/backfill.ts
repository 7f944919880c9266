import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { DecodeLog } from '../handlers/decode-log.ts';
import type { ChainEvent } from '../handlers/events.ts';
import type { Log as Logger } from '../log.ts';
import type { Block, Log, Rpc } from '../rpc/rpc.ts';

/** A range of final blocks with its events. */
export interface Range {
  events: ChainEvent[];
  /** Its last block. */
  block: Block;
}

export interface ReadRangesParameters {
  rpc: Rpc;
  addresses: readonly Address[];
  decode: DecodeLog;
  /** First block to read. */
  from: number;
  /** Last block to read; it must be final. */
  to: number;
  log: Logger;
}

const FIRST_SPAN = 25;
const MOST_SPAN = 10_000;
/** Events in one transaction, about: more makes longer pauses and more memory, and gains nothing. */
const MOST_LOGS = 6_000;
const GROWTH = 1.5;

/**
 * Reads final blocks in ranges that fit the node: they shrink when it refuses or answers with too much, and grow while all
 * goes well. The next range is fetched while the caller writes the one before.
 */
export async function* readRanges(parameters: ReadRangesParameters): AsyncGenerator<Range> {
  const { from, to } = parameters;
  const state = { next: from, span: FIRST_SPAN };
  let pending: Promise<Range> | undefined = fetchNext(parameters, state);
  while (pending !== undefined) {
    const range = await pending;
    pending = state.next <= to ? fetchNext(parameters, state) : undefined;
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    pending?.catch(() => undefined);
    yield range;
  }
}

async function fetchNext(parameters: ReadRangesParameters, state: { next: number; span: number }): Promise<Range> {
  const { rpc, addresses, to, log } = parameters;
  for (;;) {
    const last = Math.min(to, state.next + state.span - 1);
    try {
      const [block, logs] = await Promise.all([requireBlock(rpc, last), rpc.logsInRange(addresses, state.next, last)]);
      const events = await decodeAll(parameters, logs);
      state.next = last + 1;
      const fit = logs.length > MOST_LOGS ? MOST_LOGS / logs.length : GROWTH;
      state.span = Math.max(1, Math.min(MOST_SPAN, Math.floor(state.span * fit)));
      return { events, block };
    } catch (error) {
      if (state.span === 1) throw error;
      log.debug({ err: error, from: state.next, to: last }, 'range of logs refused, trying half of it');
      state.span = Math.ceil(Math.min(state.span, last - state.next + 1) / 2);
    }
  }
}

async function requireBlock(rpc: Rpc, number: number): Promise<Block> {
  const block = await rpc.block(number);
  if (block !== undefined) return block;
  throw new VouchError({
    code: 'rpc.block_missing',
    message: `The chain node has no block ${number}, although its head is higher.`,
    hint: 'It may be behind a load balancer: use one node.',
    retryable: true,
  });
}

/** Decodes logs; where the node gave no time with them, it is asked for their blocks. */
async function decodeAll({ rpc, decode }: ReadRangesParameters, logs: readonly Log[]): Promise<ChainEvent[]> {
  const untimed = [...new Set(logs.filter(({ time }) => time === undefined).map(({ block }) => block))];
  const blocks = await Promise.all(untimed.map((number) => requireBlock(rpc, number)));
  const times = new Map(blocks.map(({ number, time }) => [number, time]));
  return logs
    .map((log) => decode(log.time === undefined ? { ...log, time: times.get(log.block) } : log))
    .filter((event) => event !== undefined);
}
