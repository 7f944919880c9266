import { hashTypedData } from 'viem/utils';
import type { Message, MessageKey } from './message.ts';
import type { Address, Hex } from './primitives.ts';
import { marketDomain } from './typed-data.ts';

/** Where messages belong: a signature for one market says nothing on another. */
export interface MessagePlace {
  chainId: number;
  market: Address;
}

const MESSAGE_PURPOSE = 'Send this message about an order. It moves no money.';
const KEY_PURPOSE =
  'Let the key below write messages about orders in my name until it expires, so that the wallet is not asked for each. It cannot buy, pay, confirm or review. It moves no money.';

const messageTypes = {
  Message: [
    { name: 'purpose', type: 'string' },
    { name: 'order', type: 'bytes32' },
    { name: 'sender', type: 'address' },
    { name: 'sentAt', type: 'uint64' },
    { name: 'body', type: 'bytes32' },
    { name: 'attachments', type: 'bytes32[]' },
  ],
} as const;

const messageKeyTypes = {
  MessageKey: [
    { name: 'purpose', type: 'string' },
    { name: 'owner', type: 'address' },
    { name: 'key', type: 'address' },
    { name: 'validUntil', type: 'uint64' },
  ],
} as const;

/** What the sender, or the sender's message key, signs for a message: pass it to `signTypedData`. */
export const messageTypedData = ({ chainId, market }: MessagePlace, message: Message) =>
  ({
    domain: marketDomain(chainId, market),
    types: messageTypes,
    primaryType: 'Message',
    message: { purpose: MESSAGE_PURPOSE, ...message, sentAt: BigInt(message.sentAt) },
  }) as const;

/** The digest that is signed for a message. */
export const messageDigest = (place: MessagePlace, message: Message): Hex =>
  hashTypedData(messageTypedData(place, message));

/** What an owner signs once, so that a key may sign messages: pass it to `signTypedData`. */
export const messageKeyTypedData = (
  { chainId, market }: MessagePlace,
  { owner, key, validUntil }: Pick<MessageKey, 'owner' | 'key' | 'validUntil'>,
) =>
  ({
    domain: marketDomain(chainId, market),
    types: messageKeyTypes,
    primaryType: 'MessageKey',
    message: { purpose: KEY_PURPOSE, owner, key, validUntil: BigInt(validUntil) },
  }) as const;

/** The digest that an owner signs for a message key. */
export const messageKeyDigest = (place: MessagePlace, key: Pick<MessageKey, 'owner' | 'key' | 'validUntil'>): Hex =>
  hashTypedData(messageKeyTypedData(place, key));
