import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Log } from './answers.ts';
import type { RawLog } from './parse-logs.ts';

/** What was asked for. */
export interface LogRequest {
  addresses: readonly Address[];
  from: number;
  to: number;
  /** Set when the logs of one block were asked for by its hash. */
  blockHash?: Hex;
}

/**
 * Brings logs into the chain's order, drops repeated ones, and checks that they can be an answer to what was asked.
 * @throws VouchError `rpc.logs_invalid` for a log that was not asked for or was taken back, two logs in one place, a block
 * with two hashes or times, and a transaction whose logs are not next to each other
 */
export function checkLogs(raw: readonly RawLog[], request: LogRequest): Log[] {
  const asked = new Set<string>(request.addresses);
  const logs = raw.map((one) => {
    const log = readLog(one);
    if (one.removed) throw invalid(log, 'was taken back by a reorganisation');
    if (!asked.has(log.address)) throw invalid(log, `is of ${log.address}, which was not asked for`);
    if (log.block < request.from || log.block > request.to) throw invalid(log, 'is outside the range asked for');
    if (request.blockHash !== undefined && log.blockHash !== request.blockHash)
      throw invalid(log, `is not of block ${request.blockHash}`);
    return log;
  });
  // Nodes give them in order; then nothing is sorted.
  if (logs.some((log, index) => index > 0 && !isAfter(log, logs[index - 1])))
    logs.sort((a, b) => a.block - b.block || a.index - b.index);
  return withoutRepeats(logs);
}

// Safety: the schema checked the lengths, and the decoder takes no other digits for a known topic.
const readLog = (log: RawLog): Log => ({
  address: log.address.toLowerCase() as Address,
  topics: log.topics as Hex[],
  data: log.data as Hex,
  block: log.blockNumber,
  blockHash: log.blockHash,
  transaction: log.transactionHash,
  index: log.logIndex,
  time: log.blockTimestamp ?? undefined,
});

const isAfter = (log: Log, before: Log | undefined): boolean =>
  before === undefined || log.block > before.block || (log.block === before.block && log.index > before.index);

/** Checks neighbours in sorted logs. */
function withoutRepeats(logs: readonly Log[]): Log[] {
  const kept: Log[] = [];
  let closed = new Set<Hex>();
  for (const log of logs) {
    const before = kept.at(-1);
    if (before === undefined || before.block !== log.block) {
      if (before?.time !== undefined && log.time !== undefined && log.time < before.time)
        throw invalid(log, 'is older than logs of a lower block');
      closed = new Set();
    } else {
      if (before.blockHash !== log.blockHash || before.time !== log.time)
        throw invalid(log, 'has another block hash or time than others of its block');
      if (before.index === log.index) {
        if (isSame(before, log)) continue;
        throw invalid(log, 'stands where another log stands');
      }
      if (before.transaction !== log.transaction) {
        closed.add(before.transaction);
        if (closed.has(log.transaction)) throw invalid(log, 'stands between logs of another transaction');
      }
    }
    kept.push(log);
  }
  return kept;
}

/** Whether two endpoints, or two answers, say the same about a log. A time that one of them does not give says nothing. */
export const isSame = (a: Log, b: Log): boolean =>
  a.block === b.block &&
  a.index === b.index &&
  a.blockHash === b.blockHash &&
  a.transaction === b.transaction &&
  a.address === b.address &&
  a.data.toLowerCase() === b.data.toLowerCase() &&
  a.topics.join().toLowerCase() === b.topics.join().toLowerCase() &&
  (a.time === undefined || b.time === undefined || a.time === b.time);

const invalid = (log: Log, problem: string): VouchError =>
  new VouchError({
    code: 'rpc.logs_invalid',
    message: `The log ${log.index} of block ${log.block} ${problem}.`,
    hint: 'The chain node gave a damaged answer: use another one.',
    retryable: true,
  });
