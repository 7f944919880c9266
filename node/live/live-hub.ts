import type { Changes } from '../../indexer/queries/list-changes.ts';
import type { LiveEvent } from '../../protocol/api/live.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';

/** A block whose rows are in the store. */
export interface IndexedBlock {
  number: number;
  hash: string;
  time: number;
}

/** What a reader wants to hear of; a block is told to everybody. Left out, everything. */
export interface LiveFilter {
  shop?: string | undefined;
  order?: string | undefined;
  group?: string | undefined;
  /** A buyer. */
  account?: string | undefined;
}

export interface LiveReader {
  filter: LiveFilter;
  /** Network address: each may have a few readers. */
  address: string;
  /** @param block the newest indexed block: where a reader who comes again goes on */
  send(event: LiveEvent, block: number): void;
  /** The node stops telling. */
  end(): void;
}

export interface LiveHubParts {
  /** What the blocks after one, up to another, changed. */
  changes(range: { after: number; upTo: number }): Promise<Changes>;
  log: { warn(details: object, message: string): void };
}

/** Tells readers what happens while it happens. */
export interface LiveHub {
  /** Reads what a block changed, once for all readers; with nobody there it costs nothing. */
  indexed(block: IndexedBlock): void;
  /** Tells of something that is not on the chain. */
  tell(event: LiveEvent): void;
  /**
   * Adds a reader, told of the newest block at once, after what happened since the block that it saw last.
   * @returns removes it
   * @throws VouchError `live.too_many` (retryable)
   */
  join(reader: LiveReader, seen: number | undefined): () => void;
  readers(): number;
  stop(): void;
}

/** Open streams of this node, and from one address. */
export const liveLimits = { streams: 1_000, streamsPerAddress: 12 } as const;

/** Creates the hub of one node. */
export function createLiveHub({ changes, log }: LiveHubParts): LiveHub {
  const readers = new Set<LiveReader>();
  let newest: IndexedBlock | undefined;
  let told: Promise<void> = Promise.resolve();

  const send = (event: LiveEvent, to: Iterable<LiveReader> = readers): void => {
    for (const reader of to) if (concerns(event, reader.filter)) reader.send(event, newest?.number ?? 0);
  };
  /** One after another, so that a block is told after everything that it changed. */
  const enqueue = (work: () => Promise<void>): void => {
    told = told.then(work).catch((error: unknown) => log.warn({ err: error }, 'Changes could not be told to readers.'));
  };
  /** Tells what blocks changed, and of the last of them whether that was all. */
  const tellBlocks = async (after: number, block: IndexedBlock, to: Iterable<LiveReader>): Promise<void> => {
    let missed = false;
    if (after < block.number)
      try {
        const { events, isWhole } = await changes({ after, upTo: block.number });
        for (const event of events) send(event, to);
        missed = !isWhole;
      } catch (error) {
        log.warn({ err: error }, 'Changes could not be told to readers, who are told to look themselves.');
        missed = true;
      }
    send(blockEvent(block, missed), to);
  };

  return {
    indexed: (block) => {
      const before = newest?.number ?? block.number - 1;
      newest = block;
      if (readers.size === 0) return;
      enqueue(async () => await tellBlocks(before, block, readers));
    },
    tell: (event) => enqueue(async () => send(event)),
    join: (reader, seen) => {
      const same = [...readers].filter(({ address }) => address === reader.address).length;
      if (readers.size >= liveLimits.streams || same >= liveLimits.streamsPerAddress) throw tooMany();
      readers.add(reader);
      const block = newest;
      if (block !== undefined) enqueue(async () => await tellBlocks(seen ?? block.number, block, [reader]));
      return () => readers.delete(reader);
    },
    readers: () => readers.size,
    stop: () => {
      for (const reader of readers) reader.end();
      readers.clear();
    },
  };
}

const blockEvent = ({ number, hash, time }: IndexedBlock, missed: boolean): LiveEvent =>
  // Safety: the indexer's hashes are hex of 32 bytes.
  ({ kind: 'block', number, hash: hash as Hex, time, missed });

function concerns(event: LiveEvent, { shop, order, group, account }: LiveFilter): boolean {
  if (event.kind === 'block') return true;
  if (shop === undefined && order === undefined && group === undefined && account === undefined) return true;
  return (
    (shop !== undefined && event.shop === shop) ||
    (order !== undefined && 'order' in event && event.order === order) ||
    (group !== undefined && 'group' in event && event.group === group) ||
    (account !== undefined && 'buyer' in event && event.buyer === account)
  );
}

const tooMany = (): VouchError =>
  new VouchError({
    code: 'live.too_many',
    message: 'Too many live streams are open.',
    hint: 'Close other pages of this market, or read the lists again from time to time.',
    details: { limit: `${liveLimits.streams} in all, ${liveLimits.streamsPerAddress} from one address` },
    retryable: true,
  });
