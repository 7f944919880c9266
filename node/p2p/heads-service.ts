import type { Connection, PeerId } from '@libp2p/interface';
import type { Result } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { createHeadBook, type HeadBook } from './head-book.ts';
import { createHeadGate, type HeadGate, type Passed } from './head-gate.ts';
import { createHeadIntake, type HeadIntake } from './head-intake.ts';
import { sameHead } from './head-order.ts';
import { createHeadScores, type HeadScores } from './head-scores.ts';
import { askHeads } from './heads-get.ts';
import { createHeadsSet, type HeadsSet } from './heads-set.ts';
import type { Authority, Clock, Sink } from './ports.ts';
import type { Refusals } from './refusals.ts';

/** All that a node does with heads before it fetches their catalogues. */
export interface Heads {
  book: HeadBook;
  gate: HeadGate;
  intake: HeadIntake;
  scores: HeadScores;
  set: HeadsSet;
  /** Remembers catalogues that were refused after they were fetched. */
  refusals: Refusals;
  /**
   * Asks a peer for the heads of shops and takes them in.
   * @param shops at most 64 are asked for
   * @throws VouchError `peer.*` when the peer does not answer
   */
  ask(connection: Connection, shops: readonly Address[]): Promise<Result<Passed>[]>;
}

/**
 * Opens the heads of a node over those that it accepted before.
 * @param options `pending` and `awaited` as the replicator has them; `newer` gets each head to fetch; `checked` is told of each
 * outcome
 */
export async function openHeads(options: {
  authority: Authority;
  sink: Pick<Sink, 'heads' | 'equivocation'>;
  clock: Clock;
  chainId: number;
  market: Address;
  pending: (shop: Address) => Head | undefined;
  awaited: (shop: Address) => Head | undefined;
  newer: (head: Head, peer: PeerId) => void;
  checked: (code: string) => void;
}): Promise<Heads> {
  const { sink, clock, pending, awaited, newer } = options;
  const isFetched = (head: Head): boolean =>
    [pending, awaited].some((of) => {
      const fetched = of(head.catalogue.shop);
      return fetched !== undefined && sameHead(fetched, head);
    });
  const set = createHeadsSet({ intake: () => intake, isFetched, clock });
  const book = createHeadBook(await sink.heads(), set.show);
  const gate = createHeadGate({ ...options, book });
  const scores = createHeadScores(clock);
  const intake = createHeadIntake({
    gate,
    scores,
    newer: (head, peer) => {
      set.expect(head);
      newer(head, peer);
    },
  });
  return {
    book,
    gate,
    intake,
    scores,
    set,
    refusals: gate.refusals,
    ask: async (connection, shops) => {
      const answers: Result<Passed>[] = [];
      for (const bytes of await askHeads(connection, shops)) {
        answers.push(await intake.take(bytes, connection.remotePeer));
      }
      return answers;
    },
  };
}
