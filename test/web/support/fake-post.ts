import { hexToBytes } from 'viem';
import type { MessageView } from '../../../protocol/api/message.ts';
import type { Picture } from '../../../protocol/attachment.ts';
import { cidFromDigest, cidOf, DAG_CBOR, digestOf, RAW } from '../../../protocol/block.ts';
import { composeMessage } from '../../../protocol/compose-message.ts';
import { unwrap } from '../../../protocol/errors.ts';
import type { MailboxKey } from '../../../protocol/mailbox-key.ts';
import { decodeMessage, type Message, type SignedMessage } from '../../../protocol/message.ts';
import { messageTypedData } from '../../../protocol/message-typed-data.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { buyer, chainId, contracts, mailbox, seller, shop } from './signed-shop.ts';

/** Where a node keeps messages and what they hold; it may lose or change them. */
export interface FakePost {
  /** Oldest first. */
  envelopes: Uint8Array[];
  /** Blocks by CID. */
  blocks: Map<string, Uint8Array>;
  /** Says of no block that it is here, as a node does for a moment after it took one. */
  late: boolean;
  /** Refuses every new message with this code. */
  refusal: string | null;
  /** Changes what is listed. */
  change: (view: MessageView) => MessageView;
  list: () => MessageView[];
  take: (bytes: Uint8Array) => { id: string };
}

const account = buyer.address.toLowerCase();

/** Makes an empty post office. */
export function createFakePost(): FakePost {
  const blocks = new Map<string, Uint8Array>();
  const envelopes: Uint8Array[] = [];
  const shown = (digest: Hex) => {
    const cid = cidFromDigest(digest, RAW).toString();
    return { cid, held: blocks.has(cid) && !post.late };
  };
  const post: FakePost = {
    blocks,
    envelopes,
    late: false,
    refusal: null,
    change: (view) => view,
    list: () =>
      envelopes
        .map((bytes) => {
          const { message } = unwrap(decodeMessage(bytes));
          return post.change({
            id: digestOf(cidOf(bytes, DAG_CBOR)),
            by: message.sender === account ? 'buyer' : 'seller',
            sentAt: message.sentAt,
            envelope: Buffer.from(bytes).toString('base64url'),
            body: shown(message.body),
            attachments: message.attachments.map(shown),
          });
        })
        .reverse(),
    take: (bytes) => {
      unwrap(decodeMessage(bytes));
      envelopes.push(bytes);
      return { id: digestOf(cidOf(bytes, DAG_CBOR)) };
    },
  };
  return post;
}

/** What the shop of the tests writes, signed by its wallet. */
export async function writeAsShop(
  post: FakePost,
  {
    order,
    to,
    text,
    sentAt,
    pictures = [],
    sender = shop,
    own = mailbox,
  }: {
    order: string;
    /** The buyer's key. */
    to: Hex;
    text: string;
    sentAt: number;
    pictures?: readonly Picture[];
    sender?: Hex;
    own?: MailboxKey;
  },
): Promise<SignedMessage> {
  const { envelope, contents } = await composeMessage({
    order: order as Hex,
    sender,
    now: sentAt,
    seen: [],
    text,
    pictures,
    ownKey: own.publicKey,
    otherKey: to,
    key: null,
    sign: async (message: Message) =>
      hexToBytes(await seller.signTypedData(messageTypedData({ chainId, market: contracts.market }, message))),
  });
  for (const { cid, bytes } of contents) post.blocks.set(cid.toString(), bytes);
  post.take(envelope.bytes);
  return unwrap(decodeMessage(envelope.bytes));
}
