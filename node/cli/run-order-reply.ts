import { hexToBytes } from 'viem';
import type { CheckedMessage } from '../../protocol/checked-message.ts';
import { composeMessage } from '../../protocol/compose-message.ts';
import { VouchError } from '../../protocol/errors.ts';
import { decryptDetails } from '../../protocol/mailbox.ts';
import { messageTypedData } from '../../protocol/message-typed-data.ts';
import { bytes32Schema, type Hex } from '../../protocol/primitives.ts';
import { cleanText } from '../../protocol/text.ts';
import type { CommandInput } from './command.ts';
import { conversationOf } from './conversation.ts';
import { text } from './options.ts';
import { type OrderParty, orderParty, readSealed } from './order-party.ts';

/** Encrypts, signs and sends a text to the other side. */
export async function run(input: CommandInput): Promise<number> {
  const written = cleanText(text(input.values, 'text') ?? '');
  if (written === '') {
    throw new VouchError({
      code: 'option.missing',
      message: 'There is nothing to send.',
      hint: 'Give --text "The parcel is on its way."',
      details: { field: 'text' },
    });
  }
  const party = await orderParty(input);
  const { client, order, me, place, mailbox } = party;
  const seen = (await conversationOf(party)).filter(({ signed }) => signed !== null);
  const { envelope, contents } = await composeMessage({
    order: bytes32Schema.parse(order.id),
    sender: me.address,
    now: Math.floor(Date.now() / 1_000),
    seen,
    text: written,
    pictures: [],
    ownKey: mailbox.publicKey,
    otherKey: await otherKeyOf(party, seen),
    // The account itself is at hand, so it needs no key that signs for it.
    key: null,
    sign: async (message) => hexToBytes(await me.account.signTypedData(messageTypedData(place, message))),
  });
  for (const { bytes } of contents) await client.content(bytes, 'application/vnd.ipld.raw');
  const { id } = await client.message(envelope.bytes);
  input.console.out(`${id}\n`);
  return 0;
}

/**
 * The key to encrypt to: a shop's is on the chain, a buyer's in the newest message or in the order details.
 * @throws VouchError `mailbox.key_missing`
 */
async function otherKeyOf(party: OrderParty, seen: readonly CheckedMessage[]): Promise<Hex> {
  if (party.role === 'buyer') return party.shopKey;
  const given = seen
    .toReversed()
    .flatMap(({ by, content }) => (by === 'buyer' && content.kind === 'open' ? [content.body.replyKey] : []))
    .at(0);
  const key = given ?? (await keyInDetails(party));
  if (key !== undefined) return key;
  throw new VouchError({
    code: 'mailbox.key_missing',
    message: 'The buyer gave no key to which an answer could be encrypted.',
    hint: 'Wait until the buyer writes, or use the contact in the order details.',
  });
}

async function keyInDetails({ client, order, open }: OrderParty): Promise<Hex | undefined> {
  if (!order.detailsHeld) return undefined;
  const bytes = await readSealed(client, bytes32Schema.parse(order.terms.details));
  const details = await open((identity) => decryptDetails(bytes, identity));
  return details.ok ? details.value.replyKey : undefined;
}
