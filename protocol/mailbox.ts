import type { Block } from './block.ts';
import { failure, type Result } from './errors.ts';
import { limits } from './limits.ts';
import { type OrderDetails, packDetails, unpackDetails } from './order-details.ts';
import type { Hex } from './primitives.ts';
import { seal, unseal } from './sealed.ts';

/**
 * Encrypts order details with age (X25519) to the shop and, where the buyer has a key, to the buyer, who can then read
 * them on any device. The sizes of two ciphertexts are equal when their details need equally many padding steps.
 * @param details what the seller needs to deliver
 * @param shopKey the shop's X25519 public key, as the chain holds it
 * @param buyerKey the buyer's own, the same as `details.replyKey`
 * @returns a raw block; its digest goes into the order
 * @throws VouchError `details.invalid`, `mailbox.key_invalid`
 */
export const encryptDetails = async (details: OrderDetails, shopKey: Hex, buyerKey?: Hex): Promise<Block> =>
  seal(packDetails(details), buyerKey === undefined ? [shopKey] : [shopKey, buyerKey]);

/**
 * Decrypts order details.
 * @param bytes the block that the order names
 * @param identity age identity of shop or buyer, `AGE-SECRET-KEY-1…`
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
  const packed = await unseal(bytes, identity, 'details');
  return packed.ok ? unpackDetails(packed.value) : packed;
}

/**
 * Opens what was encrypted to an earlier key of its reader. A wallet makes its keys again by their numbers, so the newest
 * is tried first, and each older one only where the newer did not fit.
 * @param options number of the newest key; makes the identity of a number (it may ask the wallet); opens with an identity
 * @returns what opened, or the error of the newest key when none fits. What `identityOf` throws passes through.
 */
export async function openWithNumberedKeys<T>(options: {
  newest: number;
  identityOf: (number: number) => Promise<string>;
  open: (identity: string) => Promise<Result<T>>;
}): Promise<Result<T>> {
  const newest = await options.open(await options.identityOf(options.newest));
  if (newest.ok) return newest;
  for (let number = options.newest - 1; number >= 1 && isOtherKey(newest); number--) {
    const opened = await options.open(await options.identityOf(number));
    if (!isOtherKey(opened)) return opened;
  }
  return newest;
}

const isOtherKey = (opened: Result<unknown>): boolean => !opened.ok && opened.error.code.endsWith('.undecryptable');
