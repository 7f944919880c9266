import { hexToBytes } from 'viem';
import { signTypedData } from 'viem/actions';
import type { Picture } from '../../../protocol/attachment.ts';
import { digestOf } from '../../../protocol/block.ts';
import { composeMessage } from '../../../protocol/compose-message.ts';
import { contractError } from '../../../protocol/contract-errors.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import type { MessageKey } from '../../../protocol/message.ts';
import { signMessage } from '../../../protocol/message-key.ts';
import { messageKeyTypedData } from '../../../protocol/message-typed-data.ts';
import { addressSchema, bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { postBytes } from '../api.ts';
import { type KeyHolder, type OwnKeys, onMarketChain, walletOf } from '../keys/key-holder.ts';
import { uploadBlock } from '../upload-block.ts';

/** Where a message is on its way. */
export type SendStep = 'signing' | 'encrypting' | 'uploading';

/** A delegation that ends sooner is not used for another message: it must outlive the way through the network. */
const LEAST_LEFT_SECONDS = 86_400;

/**
 * The wallet's word that this page's key may sign messages. One that stands in an earlier message of the same key is taken
 * again, so the wallet is asked once in three months.
 * @param known delegations of the account's earlier messages
 * @param asking hears that the wallet is asked
 */
export function messageKeyOf(
  holder: KeyHolder,
  keys: OwnKeys,
  { known, now, asking }: { known: readonly MessageKey[]; now: number; asking: () => void },
): Promise<MessageKey> {
  const key = keys.signer.address;
  const found = known.find((each) => each.key === key && each.validUntil > now + LEAST_LEFT_SECONDS);
  if (found !== undefined) return Promise.resolve(found);
  return holder.page.memory.once(`message key ${key}`, async () => {
    asking();
    await onMarketChain(holder);
    const { chain, connection } = holder;
    const client = walletOf(holder);
    const owner = addressSchema.parse(connection.account);
    const granted = { owner, key, validUntil: now + limits.messageKeySeconds };
    const place = { chainId: chain.chainId, market: contractAddress(chain.contracts, 'market') };
    const signature = await signTypedData(client, {
      account: client.account,
      ...messageKeyTypedData(place, granted),
    }).catch((cause: unknown) => {
      throw contractError(cause);
    });
    return { ...granted, signature: hexToBytes(signature) };
  });
}

/**
 * Encrypts, signs and sends a message: first what it holds, then the signed message itself.
 * @param parts who writes about which order to whose key, and what
 * @returns the message's ID
 * @throws VouchError what the wallet, the encryption or the node refuses; nothing counts as sent then
 */
export async function sendMessage(parts: {
  holder: KeyHolder;
  keys: OwnKeys;
  order: string;
  otherKey: Hex;
  text: string;
  pictures: readonly Picture[];
  known: readonly MessageKey[];
  /** The messages of the order that the writer sees. */
  seen: readonly { sentAt: number }[];
  /** Unix seconds. */
  now: number;
  onStep: (step: SendStep) => void;
  /** Hears of each block that the node took. */
  onBlock: (digest: Hex, bytes: Uint8Array) => void;
}): Promise<Hex> {
  const { holder, keys, order, otherKey, text, pictures, known, seen, now, onStep, onBlock } = parts;
  const { chain, connection } = holder;
  const key = await messageKeyOf(holder, keys, { known, now, asking: () => onStep('signing') });
  onStep('encrypting');
  const place = { chainId: chain.chainId, market: contractAddress(chain.contracts, 'market') };
  const { envelope, contents } = await composeMessage({
    order: bytes32Schema.parse(order),
    sender: addressSchema.parse(connection.account),
    now,
    seen,
    text,
    pictures,
    ownKey: keys.mailbox.publicKey,
    otherKey,
    key,
    sign: (message) => signMessage(place, message, keys.signer),
  });
  onStep('uploading');
  for (const block of contents) onBlock(await uploadBlock(block, '/api/v1/contents'), block.bytes);
  const { id } = await postBytes<{ id: string }>('/api/v1/messages', {
    body: envelope.bytes,
    type: 'application/vnd.ipld.dag-cbor',
  });
  const expected = digestOf(envelope.cid);
  if (id === expected) return expected;
  throw new VouchError({
    code: 'block.hash_mismatch',
    message: 'The node took in another message than was sent.',
    hint: 'Use another node.',
  });
}
