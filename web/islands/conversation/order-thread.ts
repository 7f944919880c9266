import type { Client } from 'viem';
import type { Page } from '../../../protocol/api/common.ts';
import type { MessageView } from '../../../protocol/api/message.ts';
import { readJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import type { Parties } from './checked-message.ts';
import { messagePorts } from './message-ports.ts';
import { createThread, type Thread } from './thread.ts';

/** Messages that the node gives at once. */
const ROWS = 100;

/**
 * The thread of an order as the node that served the page has it.
 * @param client reads the chain, for accounts with code
 */
export const orderThread = (parties: Parties, { client, chain }: { client: Client; chain: ChainProps }): Thread =>
  createThread({
    parties,
    ports: messagePorts(client, chain),
    list: (cursor) => {
      const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      return readJson<Page<MessageView>>(`/api/v1/orders/${parties.id}/messages?limit=${ROWS}${more}`);
    },
    now: () => Math.floor(Date.now() / 1_000),
    hidden: () => document.hidden,
  });
