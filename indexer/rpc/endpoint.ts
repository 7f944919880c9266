import { isRefusal, type Rpc } from './rpc.ts';

/** How an endpoint has done lately, as the operator sees it. */
export interface EndpointView {
  /** Scheme and host: the rest of an address may be a key. */
  name: string;
  state: 'good' | 'failing' | 'quarantined';
  /** Share of late questions that were answered, the newest counting most; 0 to 1. */
  score: number;
  /** Mean time of late answers. */
  milliseconds: number;
  /** Newest block that it gave; 0 before the first. */
  head: number;
  /** Why it is quarantined or failing; null while it is good. */
  problem: string | null;
  /** Unix seconds at which it is asked again; null while it is good. */
  until: number | null;
}

/** One of the chain's endpoints, with a record of how it answers. */
export interface Endpoint {
  readonly url: string;
  /** Asks the endpoint; every answer and failure counts. */
  readonly rpc: Rpc;
  /** It may be asked now. */
  isReady(): boolean;
  /** It has not been caught lying, or has sat that out. */
  isTrusted(): boolean;
  /** It answered most of its late questions. */
  isReliable(): boolean;
  /** How often it was quarantined. */
  lies(): number;
  /** When it may be asked again, in milliseconds of the clock. */
  readyAt(): number;
  /** Counts a failure that shows only in the light of other answers, such as being behind. */
  fail(problem: string): void;
  /** Leaves it alone for a minute, and twice as long each further time. */
  quarantine(problem: string): void;
  view(): EndpointView;
}

const WEIGHT = 0.1;
const RELIABLE_SCORE = 0.5;
const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 30_000;
const FIRST_QUARANTINE_MILLISECONDS = 60_000;
const LONGEST_QUARANTINE_MILLISECONDS = 3_600_000;

/**
 * @param url its address
 * @param rpc the connection
 * @param clock milliseconds
 */
export function createEndpoint(url: string, rpc: Rpc, clock: () => number): Endpoint {
  let score = 1;
  let milliseconds = 0;
  let head = 0;
  let failures = 0;
  let pausedUntil = 0;
  let problem: string | null = null;
  let quarantinedUntil = 0;
  let lies = 0;

  const succeed = (took: number) => {
    score += (1 - score) * WEIGHT;
    milliseconds += (took - milliseconds) * WEIGHT;
    failures = 0;
    pausedUntil = 0;
    if (clock() >= quarantinedUntil) problem = null;
  };
  const fail = (why: string) => {
    score -= score * WEIGHT;
    failures += 1;
    pausedUntil =
      clock() + Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
    if (clock() >= quarantinedUntil) problem = why;
  };
  /** @param mayRefuse a refusal is an answer to some questions: whoever asked knows what it means */
  const counted = async <T>(asking: Promise<T>, mayRefuse = false): Promise<T> => {
    const began = clock();
    try {
      const answer = await asking;
      succeed(clock() - began);
      return answer;
    } catch (error) {
      if (mayRefuse && isRefusal(error)) succeed(clock() - began);
      else fail(problemOf(error));
      throw error;
    }
  };
  return {
    url,
    rpc: {
      chainId: () => counted(rpc.chainId()),
      head: async () => {
        const block = await counted(rpc.head());
        head = block.number;
        return block;
      },
      finalized: () => counted(rpc.finalized()),
      block: (number) => counted(rpc.block(number)),
      logsInRange: (addresses, from, to) => counted(rpc.logsInRange(addresses, from, to), true),
      transfersTo: (tokens, receivers, range) => counted(rpc.transfersTo(tokens, receivers, range), true),
      logsOfBlock: (addresses, block) => counted(rpc.logsOfBlock(addresses, block), true),
      receipts: (block) => counted(rpc.receipts(block)),
      symbol: (token) => counted(rpc.symbol(token)),
    },
    isReady: () => clock() >= pausedUntil && clock() >= quarantinedUntil,
    isTrusted: () => clock() >= quarantinedUntil,
    isReliable: () => score >= RELIABLE_SCORE,
    lies: () => lies,
    readyAt: () => Math.max(pausedUntil, quarantinedUntil),
    fail,
    quarantine: (why) => {
      lies += 1;
      quarantinedUntil =
        clock() +
        Math.min(LONGEST_QUARANTINE_MILLISECONDS, FIRST_QUARANTINE_MILLISECONDS * 2 ** Math.min(lies - 1, 10));
      problem = why;
    },
    view: () => {
      const now = clock();
      const state = now < quarantinedUntil ? 'quarantined' : now < pausedUntil ? 'failing' : 'good';
      const until = Math.max(pausedUntil, quarantinedUntil);
      return {
        name: endpointName(url),
        state,
        score: Math.round(score * 100) / 100,
        milliseconds: Math.round(milliseconds),
        head,
        problem: state === 'good' ? null : problem,
        until: state === 'good' ? null : Math.ceil(until / 1_000),
      };
    },
  };
}

/** What may be shown of an address. */
export const endpointName = (url: string): string => {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

/** The error's code, or its kind; never its text, which may hold the address. */
const problemOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.name) : 'unknown';
