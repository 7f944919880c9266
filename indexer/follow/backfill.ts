import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { DecodeLog } from '../handlers/decode-log.ts';
import type { ChainEvent } from '../handlers/events.ts';
import type { Log as Logger } from '../log.ts';
import type { Block, Header, Log } from '../rpc/answers.ts';
import { type RangeRefusal, readRangeRefusal } from '../rpc/range-limit.ts';
import type { Rpc } from '../rpc/rpc.ts';

/** A range of final blocks with its events. */
export interface Range {
  events: ChainEvent[];
  /** Its last block. */
  block: Block;
  /** Another endpoint said the same. */
  isConfirmed: boolean;
}

export interface ReadRangesParameters {
  rpc: Rpc;
  addresses: readonly Address[];
  decode: DecodeLog;
  /** First block to read. */
  from: number;
  /** Last block to read; it must be final. */
  to: number;
  /**
   * Checks a range before it is handed out.
   * @returns whether another endpoint said the same; throws when the range must not be believed
   */
  verify: (range: { from: number; block: Header; logs: readonly Log[] }) => Promise<boolean>;
  log: Logger;
}

const FIRST_SPAN = 25;
const MOST_SPAN = 10_000;
/** Events in one transaction, about: more makes longer pauses and more memory, and gains nothing. */
const MOST_LOGS = 6_000;
const GROWTH = 1.5;
/** Ranges that must go well before one is tried that is as large as one that was refused. */
const CAUTIOUS_RANGES = 20;

/** What is known about the ranges that the endpoint takes. */
interface Pace {
  next: number;
  span: number;
  /** Most blocks in a range for now. */
  most: number;
  /** Ranges that go before `most` is forgotten; infinite for a limit that the endpoint named. */
  cautious: number;
}

/**
 * Reads final blocks in ranges that fit the node: they shrink when it refuses or answers with too much, to what its error
 * suggests or to a half, and grow while all goes well. The next range is fetched while the caller writes the one before.
 */
export async function* readRanges(parameters: ReadRangesParameters): AsyncGenerator<Range> {
  const { from, to } = parameters;
  const pace: Pace = { next: from, span: FIRST_SPAN, most: MOST_SPAN, cautious: 0 };
  let pending: Promise<Range> | undefined = fetchNext(parameters, pace);
  while (pending !== undefined) {
    const range = await pending;
    pending = pace.next <= to ? fetchNext(parameters, pace) : undefined;
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    pending?.catch(() => undefined);
    yield range;
  }
}

async function fetchNext(parameters: ReadRangesParameters, pace: Pace): Promise<Range> {
  const { rpc, addresses, to, log, verify } = parameters;
  for (;;) {
    const from = pace.next;
    const last = Math.min(to, from + pace.span - 1);
    const [block, read] = await Promise.all([requireBlock(rpc, last), readLogs(rpc, addresses, { from, to: last })]);
    if ('refusal' in read) {
      slowDown(pace, last - from + 1, read.refusal);
      log.debug({ err: read.error, from, to: last, next: pace.span }, 'range of logs refused');
      continue;
    }
    const logs = checkPlaces(read.logs, block);
    const isConfirmed = await verify({ from, block, logs });
    const events = await decodeAll(parameters, logs);
    pace.next = last + 1;
    speedUp(pace, logs.length);
    return { events, block, isConfirmed };
  }
}

async function readLogs(
  rpc: Rpc,
  addresses: readonly Address[],
  { from, to }: { from: number; to: number },
): Promise<{ logs: Log[] } | { refusal: RangeRefusal; error: unknown }> {
  try {
    return { logs: await rpc.logsInRange(addresses, from, to) };
  } catch (error) {
    const refusal = readRangeRefusal(error, { from, to });
    if (refusal === undefined || from === to) throw error;
    return { refusal, error };
  }
}

function slowDown(pace: Pace, asked: number, { span, isLimit }: RangeRefusal): void {
  pace.span = Math.max(1, span ?? Math.ceil(asked / 2));
  pace.most = isLimit ? pace.span : Math.max(1, asked - 1);
  pace.cautious = isLimit ? Number.POSITIVE_INFINITY : CAUTIOUS_RANGES;
}

function speedUp(pace: Pace, logs: number): void {
  pace.cautious -= 1;
  if (pace.cautious <= 0) pace.most = MOST_SPAN;
  const fit = logs > MOST_LOGS ? MOST_LOGS / logs : GROWTH;
  pace.span = Math.max(1, Math.min(pace.most, Math.ceil(pace.span * fit)));
}

/** The last block of a range is known from elsewhere: its logs must be of it, and none may be younger. */
function checkPlaces(logs: Log[], { number, hash, time }: Block): Log[] {
  const last = logs.at(-1);
  if (last === undefined) return logs;
  const isOfBlock = last.block !== number || (last.blockHash === hash && (last.time ?? time) === time);
  if (isOfBlock && (last.time ?? time) <= time) return logs;
  throw misplaced(number);
}

const misplaced = (number: number): VouchError =>
  new VouchError({
    code: 'rpc.logs_invalid',
    message: `The logs of block ${number} are not of the chain that has it.`,
    hint: 'The chain node may be several behind a load balancer: name each one in RPC_URL.',
    retryable: true,
  });

async function requireBlock(rpc: Rpc, number: number): Promise<Header> {
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
  const known = new Map(blocks.map((block) => [block.number, block]));
  return logs
    .map((log) => {
      if (log.time !== undefined) return decode(log);
      const block = known.get(log.block);
      if (block?.hash !== log.blockHash) throw misplaced(log.block);
      return decode({ ...log, time: block.time });
    })
    .filter((event) => event !== undefined);
}
