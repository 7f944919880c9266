import type { Indexer } from '../indexer/start-indexer.ts';
import type { AnswerCache } from './api/answer-cache.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { Messages } from './messages/messages.ts';
import type { Notes } from './notes/notes.ts';
import type { Network } from './p2p/network.ts';
import type { Log } from './p2p/ports.ts';

/**
 * Tells every part of a node that waits for the chain when a block has been read.
 * @returns ends it
 */
export function followBlocks(parts: {
  indexer: Pick<Indexer, 'onBlock'>;
  answers: Pick<AnswerCache, 'changed'>;
  live: Pick<LiveHub, 'indexed'>;
  network: Pick<Network, 'chainRead'>;
  notes: Pick<Notes, 'indexed'>;
  messages: Pick<Messages, 'ordersRead'>;
  log: Log;
}): () => void {
  const { indexer, answers, live, network, notes, messages, log } = parts;
  return indexer.onBlock((block) => {
    answers.changed();
    notes
      .indexed(block)
      .catch((error: unknown) => log.warn({ err: error }, 'Notes could not be looked at after a block.'));
    live.indexed(block);
    network.chainRead();
    messages
      .ordersRead()
      .catch((error: unknown) => log.warn({ err: error }, 'Messages that waited could not be taken.'));
  });
}
