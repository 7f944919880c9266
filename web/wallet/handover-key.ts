import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils';
import { signTypedData } from 'viem/actions';
import { VouchError } from '../../protocol/errors.ts';
import { handoverKeyFromSignature, handoverTypedData } from '../../protocol/handover.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { WalletClient } from './client.ts';

const KEY = 'vouch.handover';

/** Where a key is kept that no signature can make again. */
type KeyStorage = Pick<Storage, 'getItem' | 'setItem'>;

const keptKey = (storage: KeyStorage, buyer: Address): Uint8Array | undefined => {
  const kept = storage.getItem(`${KEY}.${buyer}`);
  return kept !== null && /^[0-9a-f]{64}$/.test(kept) ? hexToBytes(kept) : undefined;
};

/**
 * The key of a buyer's pick-up codes: the wallet's signature makes it, so nothing has to be kept. An account whose
 * signatures cannot make one gets a random key, which stays in this browser.
 * @param parts the buyer's wallet, the market, and localStorage
 * @returns 32 secret bytes
 * @throws what the wallet throws when its owner declines
 */
export async function handoverKey(parts: {
  client: WalletClient;
  market: Address;
  storage: KeyStorage;
}): Promise<Uint8Array> {
  const { client, market, storage } = parts;
  const buyer = addressSchema.parse(client.account.address.toLowerCase());
  const kept = keptKey(storage, buyer);
  if (kept !== undefined) return kept;
  const request = handoverTypedData({ chainId: client.chain.id, market, buyer });
  const signature = await signTypedData(client, { account: client.account, ...request });
  try {
    return handoverKeyFromSignature(signature);
  } catch (error) {
    if (!(error instanceof VouchError) || error.code !== 'handover.signature_unsupported') throw error;
    const key = randomBytes(32);
    storage.setItem(`${KEY}.${buyer}`, bytesToHex(key));
    return key;
  }
}
