import type { PeerId } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type AdoptPorts, adopt } from './adopt.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { sameHead } from './head-order.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';
import type { Refusals } from './refusals.ts';
import type { ShopQueues } from './shop-queues.ts';

/** Brings the catalogues of checked heads here. */
export interface Replicator {
  /** Takes a head that passed its checks; only the newest of a shop is fetched. Does not wait. */
  offer(head: Head, peer: PeerId): void;
  /**
   * The head of a shop that is being fetched or waits for it.
   * @returns undefined also for one whose blocks no peer had when it was last tried: an older head that peers can give is
   * better than none
   */
  pending(shop: Address): Head | undefined;
  /** The newest head of a shop that is not held yet, whether its blocks can be had or not. */
  awaited(shop: Address): Head | undefined;
  /** Tries shops that wait for missing blocks at once, because a peer came. */
  retryNow(): void;
  stop(): Promise<void>;
}

interface Job {
  head: Head;
  sources: PeerId[];
  attempts: number;
  /** True when no peer had all blocks in the last attempt. */
  starved: boolean;
  /** Milliseconds of the process clock before which the job rests. */
  notBefore: number;
}

const newJob = (head: Head, peer: PeerId): Job => ({
  head,
  sources: [peer],
  attempts: 0,
  starved: false,
  notBefore: 0,
});

/**
 * Makes the replicator: one pull per shop at a time, a few shops at once, newest head wins. A shop's node may be gone before
 * anybody copied what it announced last, so a newest head without blocks keeps nobody from an older one that peers hold.
 * @param options `rests` is asked before each pull, which waits while it says yes; `absent` is told of a shop of
 * which no connected peer has all blocks; `adopted` is told of each accepted head, with the milliseconds since the head came
 */
export function createReplicator(options: {
  ports: AdoptPorts;
  queues: ShopQueues;
  fetcher: BlockFetcher;
  refusals: Refusals;
  log: Log;
  rests?: () => boolean;
  absent: (shop: Address) => void;
  adopted: (head: Head, milliseconds: number) => void;
}): Replicator {
  const { ports, queues, fetcher, refusals, log, rests = () => false, absent, adopted } = options;
  /** The newest head of each shop. */
  const jobs = new Map<Address, Job>();
  /** An older head, while the blocks of the newest are nowhere. */
  const spares = new Map<Address, Job>();
  const running = new Set<Address>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const pull = async (shop: Address, job: Job): Promise<void> => {
    const source = fetcher.open(job.sources);
    const began = performance.now();
    try {
      const update = await adopt({ head: job.head, source, ports });
      if (update === null) return;
      const milliseconds = performance.now() - began;
      adopted(job.head, milliseconds);
      const { version } = job.head.catalogue;
      const fields = { shop, version, changed: update.changedCount, removed: update.removed.length, milliseconds };
      log.info(fields, 'Stored a catalogue.');
    } finally {
      await source.close();
    }
  };

  const done = (shop: Address, job: Job): void => {
    for (const waiting of [jobs, spares]) if (waiting.get(shop) === job) waiting.delete(shop);
    if (!jobs.has(shop)) spares.delete(shop);
  };

  const run = async (shop: Address, job: Job): Promise<void> => {
    running.add(shop);
    try {
      await queues.run(shop, () => pull(shop, job));
      done(shop, job);
    } catch (error) {
      failed(shop, job, error);
    } finally {
      running.delete(shop);
      kick();
    }
  };

  const failed = (shop: Address, job: Job, error: unknown): void => {
    if (error instanceof VouchError && !error.retryable) {
      log.warn({ err: error, shop, version: job.head.catalogue.version }, 'Refused a catalogue.');
      refusals.remember(job.head, error);
      done(shop, job);
      return;
    }
    job.starved = error instanceof VouchError && error.code === 'catalogue.block_missing';
    if (job.starved) absent(shop);
    job.attempts++;
    const seconds = Math.min(networkLimits.retryMostSeconds, networkLimits.retryFirstSeconds * 2 ** (job.attempts - 1));
    job.notBefore = performance.now() + seconds * 1_000;
    log.debug({ err: error, shop, seconds }, 'A catalogue could not be fetched yet.');
  };

  const kick = (): void => {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    if (rests()) {
      timer = setTimeout(kick, networkLimits.healthEverySeconds * 1_000).unref();
      return;
    }
    for (const waiting of [jobs, spares]) {
      for (const [shop, job] of waiting) {
        if (running.size >= networkLimits.pullsAtOnce) return;
        if (running.has(shop)) continue;
        if (job.notBefore > now) next = Math.min(next, job.notBefore);
        else void run(shop, job);
      }
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(kick, next - now).unref();
  };

  return {
    offer: (head, peer) => {
      const { shop } = head.catalogue;
      const job = jobs.get(shop);
      const spare = spares.get(shop);
      if (job === undefined || ports.book.supersedes(head, job.head)) jobs.set(shop, newJob(head, peer));
      else if (sameHead(head, job.head)) {
        job.sources.push(peer);
        job.notBefore = 0;
      } else if (job.starved && (spare === undefined || spare.starved || ports.book.supersedes(head, spare.head))) {
        spares.set(shop, newJob(head, peer));
      }
      kick();
    },
    pending: (shop) => [jobs.get(shop), spares.get(shop)].find((job) => job?.starved === false)?.head,
    awaited: (shop) => jobs.get(shop)?.head,
    retryNow: () => {
      for (const waiting of [jobs, spares]) for (const job of waiting.values()) job.notBefore = 0;
      kick();
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await queues.idle();
    },
  };
}
