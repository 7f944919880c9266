import { readContract } from 'viem/actions';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { type KeyHolder, type OwnKeys, ownKeys, walletOf } from './key-holder.ts';

/** Signatures that a page asks for before it says that the shop's key is none of this wallet's. */
const MOST_NUMBERS = 4;
const KEY = 'vouch.mailbox-number';

/** Which key of a shop is in use: a number, no secret. */
export interface NumberMemory {
  find: (shop: string) => number;
  keep: (shop: string, number: number) => void;
}

/**
 * Remembers in this browser how often a shop changed its key, so that the wallet is asked once and not for each number.
 * @param storage localStorage
 */
export const createNumberMemory = (storage: Pick<Storage, 'getItem' | 'setItem'>): NumberMemory => ({
  find: (shop) => {
    const kept = Number(storage.getItem(`${KEY}.${shop}`));
    return Number.isSafeInteger(kept) && kept > 0 ? kept : 1;
  },
  keep: (shop, number) => storage.setItem(`${KEY}.${shop}`, String(number)),
});

/** The key to which buyers encrypt for a shop, from the chain: no node can put its own in between. */
export const shopKeyOnChain = (client: WalletClient, chain: ChainProps, shop: Address): Promise<Hex> =>
  readContract(client, {
    address: contractAddress(chain.contracts, 'shops'),
    abi: shopsAbi,
    functionName: 'encryptionKey',
    args: [shop],
  });

/** Under which name a page remembers the keys that a shop uses. */
export const shopKeysName = (shop: string): string => `shop keys ${shop}`;

/** A shop's keys in use, and their number. */
export interface NumberedKeys extends OwnKeys {
  number: number;
}

/**
 * Finds the keys that the shop uses now: the number that this browser remembers is tried first, then those after it, then
 * those before it.
 * @throws VouchError `mailbox.key_other` when none of the first numbers makes the key that the chain has, and those of
 * `ownKeys`
 */
export const currentShopKeys = (holder: KeyHolder, memory: NumberMemory): Promise<NumberedKeys> => {
  const shop = addressSchema.parse(holder.connection.account);
  return holder.page.memory.once(shopKeysName(shop), async () => {
    const onChain = await shopKeyOnChain(walletOf(holder), holder.chain, shop);
    const kept = memory.find(shop);
    const numbers = [
      ...Array.from({ length: MOST_NUMBERS }, (_, index) => kept + index),
      ...Array.from({ length: kept - 1 }, (_, index) => kept - 1 - index),
    ];
    for (const number of numbers) {
      const keys = await ownKeys(holder, 'seller', number);
      if (keys.mailbox.publicKey !== onChain) continue;
      memory.keep(shop, number);
      return { ...keys, number };
    }
    throw new VouchError({
      code: 'mailbox.key_other',
      message: 'The key that the shop uses was not made by this wallet.',
      hint: 'Read with the program that made the key, or set a new key at the seller’s desk.',
      details: { field: 'number', limit: `keys 1 to ${kept + MOST_NUMBERS - 1}`, shopKey: onChain },
    });
  });
};
