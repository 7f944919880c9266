import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Log as Logger } from '../log.ts';
import { agreeOnBlock, outvoted, unconfirmed } from '../rpc/agree.ts';
import type { Header, Log } from '../rpc/answers.ts';
import { checkHeader } from '../rpc/check-header.ts';
import { compareLogs } from '../rpc/compare-logs.ts';
import type { Endpoint } from '../rpc/endpoint.ts';
import type { Endpoints } from '../rpc/endpoints.ts';
import { areProven, proveLogs } from '../rpc/prove-logs.ts';
import type { BloomCheck } from './bloom-check.ts';

/** Decides whether what an endpoint gave may be written. Liars are quarantined. */
export interface Verifier {
  /**
   * Checks the logs of a range of final blocks: its last block against its own header and all other endpoints, all logs
   * against one other endpoint, and those of a block now and then against its receipts.
   * @returns whether another endpoint said the same; false when all others are known liars, or there are none
   * @throws VouchError `rpc.outvoted`, `rpc.no_majority`, `rpc.logs_doubtful`, and `rpc.unconfirmed` while those who could
   * say the same do not answer
   */
  range(by: Endpoint, range: { from: number; block: Header; logs: readonly Log[] }): Promise<boolean>;
  /** Checks the logs of a new block against its header. Throws as `range` does. */
  block(by: Endpoint, header: Header, logs: readonly Log[]): Promise<void>;
}

export interface VerifierParameters {
  endpoints: Endpoints;
  addresses: readonly Address[];
  bloom: BloomCheck;
  /** Random numbers from 0 to 1: which ranges are proved by receipts must not be foreseen. */
  draw: () => number;
  log: Logger;
}

/** Share of ranges, and of new blocks with events, whose receipts are asked for. */
const PROVED_SHARE = 1 / 16;
/** How often an empty answer is refused that a filter makes doubtful, when nothing can clear it up. */
const DOUBTS = 3;

export function createVerifier({ endpoints, addresses, bloom, draw, log }: VerifierParameters): Verifier {
  /** Headers of this chain are of the known form: from then on one that does not hash to its hash is forged. */
  let isFamiliar = false;
  /** The block that was doubted last, and how often. */
  let doubted = { hash: '', times: 0 };

  const lied = (by: Endpoint, problem: string, block: number): VouchError => {
    endpoints.quarantine(by, problem, { block });
    return outvoted(`block ${block}`);
  };

  /** Compares logs with the block's receipts, if anybody gives them. */
  const prove = async (by: Endpoint, header: Header, logs: readonly Log[]): Promise<boolean> => {
    for (const endpoint of [by, ...endpoints.others(by)]) {
      // A failure is in the endpoint's record.
      const proven = await proveLogs(endpoint.rpc, header, addresses).catch(() => undefined);
      if (proven === undefined) continue;
      if (areProven(logs, proven)) return true;
      throw lied(by, logs.length < proven.length ? 'rpc.logs_hidden' : 'rpc.logs_forged', header.number);
    }
    return false;
  };

  /** An empty answer where the filter allows for events: chance, or a node that has not the logs yet, or hides them. */
  const clearUp = async (by: Endpoint, header: Header): Promise<void> => {
    if (await prove(by, header, [])) return;
    for (const other of endpoints.others(by)) {
      const logs = await other.rpc.logsOfBlock(addresses, header).catch(() => undefined);
      if (logs?.length === 0) return;
    }
    doubted = { hash: header.hash, times: header.hash === doubted.hash ? doubted.times + 1 : 1 };
    if (doubted.times <= DOUBTS) throw doubtful(header.number);
    log.warn({ block: header.number }, 'a block without events of ours although its filter allows for some');
  };

  const checkBlock = async (by: Endpoint, header: Header, logs: readonly Log[]): Promise<void> => {
    const state = checkHeader(header.answer);
    if (state === 'forged' && isFamiliar) throw lied(by, 'rpc.header_forged', header.number);
    if (state !== 'proved') return;
    isFamiliar = true;
    if (header.bloom === undefined) return;
    if (!bloom.holds(header.bloom, logs)) throw lied(by, 'rpc.logs_forged', header.number);
    if (logs.length === 0 && bloom.mayHaveEvents(header.bloom)) await clearUp(by, header);
  };

  const compare = async (
    by: Endpoint,
    { from, block, logs }: { from: number; block: Header; logs: readonly Log[] },
  ) => {
    const agreeing = await agreeOnBlock(endpoints, by, block);
    // Beginning anywhere, so that nobody knows who is compared with whom.
    const begin = Math.floor(draw() * agreeing.length);
    for (const other of [...agreeing.slice(begin), ...agreeing.slice(0, begin)])
      if (await compareLogs({ endpoints, addresses, by, from, to: block.number, logs }, other)) return true;
    if (endpoints.hasWitness(by)) throw unconfirmed(block.number);
    return false;
  };

  const spotCheck = async (by: Endpoint, logs: readonly Log[]): Promise<void> => {
    const number = logs[Math.floor(draw() * logs.length)]?.block;
    if (number === undefined || draw() >= PROVED_SHARE) return;
    const header = await by.rpc.block(number);
    const ofBlock = logs.filter(({ block }) => block === number);
    if (header === undefined || ofBlock.some(({ blockHash }) => blockHash !== header.hash))
      throw lied(by, 'rpc.logs_forged', number);
    await prove(by, header, ofBlock);
  };

  return {
    range: async (by, range) => {
      const ofLast = range.logs.filter(({ block }) => block === range.block.number);
      const [isConfirmed] = await Promise.all([
        compare(by, range),
        checkBlock(by, range.block, ofLast),
        spotCheck(by, range.logs),
      ]);
      return isConfirmed;
    },
    block: async (by, header, logs) => {
      await checkBlock(by, header, logs);
      if (logs.length > 0 && draw() < PROVED_SHARE) await prove(by, header, logs);
    },
  };
}

const doubtful = (number: number): VouchError =>
  new VouchError({
    code: 'rpc.logs_doubtful',
    message: `The chain node gives no events of block ${number}, although the block's filter allows for some.`,
    hint: 'It is asked again; name a second endpoint in RPC_URL, which can tell at once.',
    retryable: true,
  });
