import type { Connection, PeerId } from '@libp2p/interface';
import type { Result, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { createHeadBook, type HeadBook } from './head-book.ts';
import { createHeadGate, type HeadGate, type Passed } from './head-gate.ts';
import { createHeadIntake, type HeadIntake } from './head-intake.ts';
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
 * @param options `pending` gives the head of a shop that is being fetched; `newer` gets each head to fetch; `checked` is told
 * of each outcome
 */
export async function openHeads(options: {
  authority: Authority;
  sink: Pick<Sink, 'heads' | 'equivocation'>;
  clock: Clock;
  chainId: number;
  market: Address;
  pending: (shop: Address) => Head | undefined;
  newer: (head: Head, peer: PeerId) => void;
  checked: (code: string) => void;
}): Promise<Heads> {
  const { sink, clock, pending, newer } = options;
  const set = createHeadsSet({ intake: () => intake, clock });
  const book = createHeadBook(await sink.heads(), set.show);
  const gate = createHeadGate({ ...options, book, best: (shop) => pending(shop) ?? book.held(shop) });
  const scores = createHeadScores(clock);
  const intake = createHeadIntake({
    gate,
    scores,
    newer: (head, peer) => {
      set.show(head.catalogue.shop, head);
      newer(head, peer);
    },
  });
  return {
    book,
    gate,
    intake,
    scores,
    set,
    refusals: {
      ...gate.refusals,
      remember: (head: Head, error: VouchError) => {
        gate.refusals.remember(head, error);
        set.show(head.catalogue.shop, book.held(head.catalogue.shop));
      },
    },
    ask: async (connection, shops) => {
      const answers: Result<Passed>[] = [];
      for (const bytes of await askHeads(connection, shops)) {
        answers.push(await intake.take(bytes, connection.remotePeer));
      }
      return answers;
    },
  };
}
