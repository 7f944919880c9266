import type { Client } from 'viem';
import type { Page } from '../../../protocol/api/common.ts';
import type { MessageView } from '../../../protocol/api/message.ts';
import type { Parties } from '../../../protocol/checked-message.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { readJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import { readRawBlock } from '../read-block.ts';
import { messagePorts } from './message-ports.ts';
import { createThread, type Thread } from './thread.ts';

/** The thread of an order, and the blocks behind it. */
export interface OrderThread extends Thread {
  /** Reads a block that this page sent, or else asks the node. */
  readBlock: (digest: Hex) => Promise<Uint8Array>;
  /** Keeps a block that this page sent: the node shows it a moment later. */
  keepBlock: (digest: Hex, bytes: Uint8Array) => void;
}

/** Messages that the node gives at once. */
const ROWS = 100;

/**
 * The thread of an order as the node that served the page has it.
 * @param client reads the chain, for accounts with code
 */
export function orderThread(parties: Parties, { client, chain }: { client: Client; chain: ChainProps }): OrderThread {
  const own = new Map<Hex, Uint8Array>();
  const readBlock: OrderThread['readBlock'] = async (digest) => own.get(digest) ?? readRawBlock(digest);
  const thread = createThread({
    parties,
    ports: { ...messagePorts(client, chain), readBlock, hasBlock: (digest) => own.has(digest) },
    list: (cursor) => {
      const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      return readJson<Page<MessageView>>(`/api/v1/orders/${parties.id}/messages?limit=${ROWS}${more}`);
    },
    now: () => Math.floor(Date.now() / 1_000),
    hidden: () => document.hidden,
  });
  return { ...thread, readBlock, keepBlock: (digest, bytes) => void own.set(digest, bytes) };
}
