import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import { keccak256 } from 'viem/utils';
import { failure, type Result, success, VouchError } from './errors.ts';
import type { Order } from './order.ts';
import type { Address, Hex } from './primitives.ts';
import { secretFromSignature } from './signature-secret.ts';
import { marketDomain } from './typed-data.ts';

/** What the wallet shows: the buyer must know what the signature opens. */
const PURPOSE =
  'Create the key to the pickup codes of your orders. Sign this only on a page you trust: whoever has this signature can confirm that you received your goods. It moves no money by itself.';

const handoverTypes = {
  Handover: [
    { name: 'purpose', type: 'string' },
    { name: 'buyer', type: 'address' },
  ],
} as const;

/** How long before its payment a purchase may have been prepared for its secret to be found again, in seconds. */
const SEARCH_SECONDS = 7_200;
const TEXT_PREFIX = 'vouch:handover:';

/** What the buyer's wallet signs to make the key of all hand-over secrets: pass it to `signTypedData`. */
export const handoverTypedData = ({ chainId, market, buyer }: { chainId: number; market: Address; buyer: Address }) =>
  ({
    domain: marketDomain(chainId, market),
    types: handoverTypes,
    primaryType: 'Handover',
    message: { purpose: PURPOSE, buyer },
  }) as const;

/**
 * Derives the buyer's key from the signature of `handoverTypedData`, so that a buyer who lost the browser can show the
 * codes again.
 * @returns 32 secret bytes
 * @throws VouchError `handover.signature_unsupported` for accounts whose signatures are not 65 bytes: they take 32 random
 * bytes as the key, and keep it
 */
export function handoverKeyFromSignature(signature: Hex): Uint8Array {
  const key = secretFromSignature(signature, 'handover/1');
  if (key !== undefined) return key;
  throw new VouchError({
    code: 'handover.signature_unsupported',
    message: 'This account cannot make a key for pickup codes: its signatures are not 65 bytes long.',
    hint: 'Keep the pickup code that the page shows after the purchase.',
    details: { field: 'signature', limit: '65 bytes' },
  });
}

/** What tells the secret of one order from all others of the same buyer. */
export interface HandoverSalt {
  /** `details`, `sku` and position of the line, as they will be in the order. */
  details: Hex;
  sku: Hex;
  index: number;
  /** Unix seconds of the chain when the purchase was prepared: makes a second purchase of the same differ. */
  preparedAt: number;
}

/**
 * The secret of one order: HMAC-SHA-256 of the buyer's key over details, SKU, index (4 bytes) and time (8 bytes, both big
 * endian). A hand-over publishes its secret, so no two orders may share one: details alone would not do, because lines of
 * one cart can have the same, or none.
 */
export const handoverSecret = (key: Uint8Array, salt: HandoverSalt): Hex => {
  const message = new Uint8Array(76);
  message.set(hexToBytes(salt.details.slice(2)), 0);
  message.set(hexToBytes(salt.sku.slice(2)), 32);
  const view = new DataView(message.buffer);
  view.setUint32(64, salt.index);
  view.setBigUint64(68, BigInt(salt.preparedAt));
  return `0x${bytesToHex(hmac(sha256, key, message))}`;
};

/** `Order.handover`: keccak256(abi.encode(bytes32 secret)). @param secret 32 bytes */
export const handoverHash = (secret: Hex): Hex => keccak256(secret);

/**
 * Finds the secret of an order again. Tries each second from the payment back to two hours before it.
 * @returns the secret, or undefined when it was made with another key, or the order has none
 */
export function findHandoverSecret(
  key: Uint8Array,
  order: Pick<Order, 'details' | 'sku' | 'index' | 'paidAt' | 'handover'>,
): Hex | undefined {
  const paidAt = Number(order.paidAt);
  for (let preparedAt = paidAt; preparedAt >= paidAt - SEARCH_SECONDS && preparedAt >= 0; preparedAt--) {
    const secret = handoverSecret(key, { ...order, preparedAt });
    if (handoverHash(secret) === order.handover) return secret;
  }
  return undefined;
}

/** What the buyer shows at the pickup point. */
export interface HandoverCode {
  orderId: Hex;
  secret: Hex;
}

/** The text behind the QR code: `vouch:handover:<orderId>:<secret>`. */
export const handoverText = ({ orderId, secret }: HandoverCode): string => `${TEXT_PREFIX}${orderId}:${secret}`;

/**
 * Reads what a camera or a person gave.
 * @returns order and secret, or `handover.code_invalid`. Whether they fit together, `handoverHash` tells.
 */
export function parseHandoverText(text: string): Result<HandoverCode> {
  const match = /^vouch:handover:(0x[0-9a-f]{64}):(0x[0-9a-f]{64})$/i.exec(text.trim());
  if (match?.[1] !== undefined && match[2] !== undefined) {
    // Safety: the pattern is that of Hex.
    return success({ orderId: match[1].toLowerCase() as Hex, secret: match[2].toLowerCase() as Hex });
  }
  return failure({
    code: 'handover.code_invalid',
    message: 'This is not a pickup code.',
    hint: 'Scan the code on the page of the order, or copy the whole text under it.',
    details: { field: 'code', limit: `${TEXT_PREFIX}<order>:<secret>` },
  });
}
