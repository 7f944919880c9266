import type { LocalAccount } from 'viem';
import type { Picture } from '../../../../protocol/attachment.ts';
import { type ComposedMessage, composeMessage } from '../../../../protocol/compose-message.ts';
import { unwrap } from '../../../../protocol/errors.ts';
import { type MailboxKey, mailboxKeyFromSecret } from '../../../../protocol/mailbox-key.ts';
import { decodeMessage, encodeMessage, type Message, type MessageKey } from '../../../../protocol/message.ts';
import { messageSignerFromSecret, signMessage } from '../../../../protocol/message-key.ts';
import { type MessagePlace, messageKeyTypedData } from '../../../../protocol/message-typed-data.ts';
import { type Address, addressSchema, type Hex } from '../../../../protocol/primitives.ts';

/** A party of orders, with a message key that its account signed for. */
export interface Writer {
  address: Address;
  mailbox: MailboxKey;
  write(parts: {
    order: Hex;
    to: Hex;
    sentAt: number;
    text: string;
    pictures?: readonly Picture[];
  }): Promise<ComposedMessage>;
  /** Signs another message with these changes to one that was written before. */
  rewrite(written: ComposedMessage, changes: Partial<Message>): Uint8Array;
}

/** Makes a party. @param options where it writes, its account, a byte that its secrets are made of, and until when its key counts */
export async function writerOf(options: {
  place: MessagePlace;
  account: Pick<LocalAccount, 'address' | 'signTypedData'>;
  byte: number;
  validUntil: number;
}): Promise<Writer> {
  const { place, account, byte, validUntil } = options;
  const owner = addressSchema.parse(account.address);
  const mailbox = mailboxKeyFromSecret(new Uint8Array(32).fill(byte));
  const signer = messageSignerFromSecret(new Uint8Array(32).fill(byte));
  const delegated = { owner, key: signer.address, validUntil };
  const signature = await account.signTypedData(messageKeyTypedData(place, delegated));
  const key: MessageKey = { ...delegated, signature: Buffer.from(signature.slice(2), 'hex') };
  return {
    address: owner,
    mailbox,
    write: ({ to, sentAt, pictures = [], ...parts }) =>
      composeMessage({
        ...parts,
        now: sentAt,
        seen: [],
        sender: owner,
        pictures,
        ownKey: mailbox.publicKey,
        otherKey: to,
        key,
        sign: (message) => signMessage(place, message, signer),
      }),
    rewrite: ({ envelope }, changes) => {
      const signed = unwrap(decodeMessage(envelope.bytes));
      const message = { ...signed.message, ...changes };
      return encodeMessage({ ...signed, message, key, signature: signMessage(place, message, signer) }).bytes;
    },
  };
}

/** Bytes that a picture of this size may have. */
export function pictureOf(size: number, byte = 7): Picture {
  const data = new Uint8Array(size).fill(byte);
  data.set(Buffer.from('RIFF0000WEBP'));
  return { data, width: 4, height: 3, type: 'image/webp' };
}
