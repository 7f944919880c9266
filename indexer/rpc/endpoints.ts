import { VouchError } from '../../protocol/errors.ts';
import type { Log as Logger } from '../log.ts';
import type { Header } from './answers.ts';
import { createEndpoint, type Endpoint, type EndpointView, endpointName } from './endpoint.ts';
import { connectRpc } from './rpc.ts';

/** All endpoints of the chain that the operator named. */
export interface Endpoints {
  /** How many there are. */
  readonly count: number;
  /**
   * The one to read from now: it stays the same as long as it does well.
   * @throws VouchError `rpc.none_trusted` while all are quarantined
   */
  choose(): Endpoint;
  /** The others that may be asked now, best first. */
  others(than: Endpoint): Endpoint[];
  /** True while there is another that is no known liar, whether it answers now or not: its word must be waited for. */
  hasWitness(than: Endpoint): boolean;
  /** Leaves a liar alone, and says so in the log. */
  quarantine(endpoint: Endpoint, problem: string, details: object): void;
  /** Asks all for their heads; one that is chosen and far behind the others is not chosen any more. */
  compareHeads(): Promise<void>;
  /** True when another endpoint than one that just failed can be asked at once. */
  isReady(): boolean;
  views(): EndpointView[];
  /** Their addresses, the best first and liars last. */
  urls(): string[];
}

/** An endpoint whose head is older by so much than another's is behind. */
const BEHIND_SECONDS = 30;
const BEHIND_BLOCKS = 3;

/**
 * @param urls http or https addresses, at least one; the first are preferred
 * @param clock milliseconds
 */
export function createEndpoints(urls: readonly string[], clock: () => number, log: Logger): Endpoints {
  const all = urls.map((url) => createEndpoint(url, connectRpc(url), clock));
  let chosen: Endpoint | undefined;
  /** Whoever never lied comes first, then whoever answers, and mostly did, then the operator's order. */
  const ranked = (): Endpoint[] =>
    all
      .filter((endpoint) => endpoint.isTrusted())
      .sort((a, b) => a.lies() - b.lies() || waitOf(a) - waitOf(b) || Number(b.isReliable()) - Number(a.isReliable()));

  const waitOf = (endpoint: Endpoint): number => (endpoint.isReady() ? 0 : endpoint.readyAt());

  return {
    count: all.length,
    choose: () => {
      if (chosen?.isReady() !== true || chosen.lies() > 0) chosen = ranked()[0];
      if (chosen !== undefined) return chosen;
      throw new VouchError({
        code: 'rpc.none_trusted',
        message: 'Every RPC endpoint gave answers that contradict themselves or others.',
        hint: 'Look at the endpoints in /api/v1/index, and name others in RPC_URL. They are tried again by themselves.',
        retryable: true,
      });
    },
    others: (than) => ranked().filter((endpoint) => endpoint !== than && endpoint.isReady()),
    hasWitness: (than) => all.some((endpoint) => endpoint !== than && endpoint.isTrusted()),
    quarantine: (endpoint, problem, details) => {
      endpoint.quarantine(problem);
      log.error({ endpoint: endpointName(endpoint.url), problem, ...details }, 'RPC endpoint quarantined');
    },
    compareHeads: async () => {
      const heads = new Map<Endpoint, Header>();
      await Promise.all(
        all
          .filter((endpoint) => endpoint.isReady())
          .map(async (endpoint) => {
            // A failure is in the endpoint's record.
            const head = await endpoint.rpc.head().catch(() => undefined);
            if (head !== undefined) heads.set(endpoint, head);
          }),
      );
      const own = chosen && heads.get(chosen);
      if (own === undefined) return;
      const isBehind = [...heads.values()].some(
        ({ number, time }) => number > own.number + BEHIND_BLOCKS && time > own.time + BEHIND_SECONDS,
      );
      if (isBehind) chosen?.fail('rpc.behind');
    },
    isReady: () => all.some((endpoint) => endpoint.isReady()),
    views: () => all.map((endpoint) => endpoint.view()),
    urls: () => {
      const first = ranked().map(({ url }) => url);
      return [...first, ...urls.filter((url) => !first.includes(url))];
    },
  };
}
