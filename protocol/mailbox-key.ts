import { x25519 } from '@noble/curves/ed25519';
import { bytesToHex } from '@noble/hashes/utils';
import { bech32 } from '@scure/base';
import { VouchError } from './errors.ts';
import type { Address, Hex } from './primitives.ts';
import { secretFromSignature } from './signature-secret.ts';
import { marketDomain } from './typed-data.ts';

/** What the wallet shows: the owner of the shop must know what the signature opens. */
const PURPOSE =
  'Create the key that opens the order details which buyers send to this shop. Sign this only on a page you trust: whoever has this signature can read them. It moves no money.';

const mailboxTypes = {
  Mailbox: [
    { name: 'purpose', type: 'string' },
    { name: 'shop', type: 'address' },
    { name: 'number', type: 'uint32' },
  ],
} as const;

/** Where a mailbox key belongs. */
export interface MailboxPlace {
  chainId: number;
  market: Address;
  shop: Address;
  /** Counts the shop's keys from 1: a new number gives a new key. */
  number: number;
}

/** What the owner's wallet signs to make the key: pass it to `signTypedData`. Bound to chain, market, shop and number. */
export const mailboxTypedData = ({ chainId, market, shop, number }: MailboxPlace) =>
  ({
    domain: marketDomain(chainId, market),
    types: mailboxTypes,
    primaryType: 'Mailbox',
    message: { purpose: PURPOSE, shop, number },
  }) as const;

/** What a buyer's wallet shows. */
const BUYER_PURPOSE =
  'Create the key that opens the delivery details which you send to shops and the messages about your orders. Sign this only on a page you trust: whoever has this signature can read them. It moves no money.';

const buyerMailboxTypes = {
  BuyerMailbox: [
    { name: 'purpose', type: 'string' },
    { name: 'buyer', type: 'address' },
    { name: 'number', type: 'uint32' },
  ],
} as const;

/** Where a buyer's mailbox key belongs: one for all orders of the account. */
export interface BuyerMailboxPlace {
  chainId: number;
  market: Address;
  buyer: Address;
  /** Counts the buyer's keys from 1: a new number gives a new key. */
  number: number;
}

/** What a buyer's wallet signs to make the key: pass it to `signTypedData`. Bound to chain, market, buyer and number. */
export const buyerMailboxTypedData = ({ chainId, market, buyer, number }: BuyerMailboxPlace) =>
  ({
    domain: marketDomain(chainId, market),
    types: buyerMailboxTypes,
    primaryType: 'BuyerMailbox',
    message: { purpose: BUYER_PURPOSE, buyer, number },
  }) as const;

/** A key for order details and messages. */
export interface MailboxKey {
  /** Age identity, `AGE-SECRET-KEY-1…`: secret. */
  identity: string;
  /** X25519 public key: a shop's is on the chain, a buyer's in order details and messages as `replyKey`. */
  publicKey: Hex;
}

/**
 * Derives the mailbox key from the signature of `mailboxTypedData` or `buyerMailboxTypedData`. The same wallet gives the
 * same key again, so nothing has to be kept.
 * @param signature 65 bytes of an account that signs deterministically (RFC 6979)
 * @throws VouchError `mailbox.signature_unsupported` for other signatures, such as those of contract accounts
 */
export function mailboxKeyFromSignature(signature: Hex): MailboxKey {
  const secret = secretFromSignature(signature, 'mailbox/1');
  if (secret === undefined) {
    throw new VouchError({
      code: 'mailbox.signature_unsupported',
      message: 'This account cannot make a key for order details: its signatures are not 65 bytes long.',
      hint: 'Use a key made by the command line, or open the shop from an account with a plain key.',
      details: { field: 'signature', limit: '65 bytes' },
    });
  }
  return mailboxKeyFromSecret(secret);
}

/**
 * The mailbox key of a secret that a program made or keeps.
 * @param secret 32 random bytes
 */
export const mailboxKeyFromSecret = (secret: Uint8Array): MailboxKey => ({
  identity: bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase(),
  publicKey: `0x${bytesToHex(x25519.getPublicKey(secret))}`,
});
