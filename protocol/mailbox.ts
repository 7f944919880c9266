import { hexToBytes } from '@noble/hashes/utils';
import { bech32 } from '@scure/base';
import { Decrypter, Encrypter } from 'age-encryption';
import { type Block, rawBlock } from './block.ts';
import { failure, type Result, VouchError } from './errors.ts';
import { limits } from './limits.ts';
import { type OrderDetails, packDetails, unpackDetails } from './order-details.ts';
import type { Hex } from './primitives.ts';

/**
 * Encrypts order details to a shop with age (X25519). The sizes of two ciphertexts are equal when their details need
 * equally many padding steps.
 * @param details what the seller needs to deliver
 * @param shopKey the shop's X25519 public key, as the chain holds it
 * @returns a raw block; its digest goes into the order
 * @throws VouchError `details.invalid`, `mailbox.key_invalid`
 */
export async function encryptDetails(details: OrderDetails, shopKey: Hex): Promise<Block> {
  const packed = packDetails(details);
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipientOf(shopKey));
    return rawBlock(await encrypter.encrypt(packed));
  } catch (cause) {
    throw new VouchError({
      code: 'mailbox.key_invalid',
      message: 'The key of the shop cannot be used for encryption.',
      hint: 'Ask the seller to set a new key for order details.',
      cause,
      details: { field: 'shopKey', limit: '32 bytes of an X25519 public key' },
    });
  }
}

/**
 * Decrypts order details.
 * @param bytes the block that the order names
 * @param identity the shop's age identity, `AGE-SECRET-KEY-1…`
 * @returns the details, or `details.too_large`, `details.undecryptable` and the errors of `unpackDetails`
 */
export async function decryptDetails(bytes: Uint8Array, identity: string): Promise<Result<OrderDetails>> {
  if (bytes.length > limits.orderDetailsBytes) {
    return failure({
      code: 'details.too_large',
      message: `The order details have ${bytes.length} bytes, more than ${limits.orderDetailsBytes}.`,
      hint: 'Ask the buyer to shorten the notes.',
      details: { field: 'details', limit: `${limits.orderDetailsBytes} bytes`, bytes: bytes.length },
    });
  }
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return unpackDetails(await decrypter.decrypt(bytes));
  } catch (cause) {
    return failure({
      code: 'details.undecryptable',
      message: 'The order details cannot be decrypted with this key.',
      hint: 'Use the key that the shop had when the order was paid.',
      cause,
      details: { field: 'details' },
    });
  }
}

const recipientOf = (shopKey: Hex): string => bech32.encodeFromBytes('age', hexToBytes(shopKey.slice(2)));
