import { hexToBytes } from '@noble/hashes/utils';
import { z } from 'zod';
import { failure, type Result, success, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { addressBytesSchema, signatureBytesSchema } from './link-bytes.ts';
import { decodeLinkCode, encodeLinkCode, type LinkCodeOptions } from './link-code.ts';
import { type Alliance, allianceDigest, allianceNumbers } from './points.ts';
import type { Address, Hex } from './primitives.ts';
import { isSignedBy, type SignaturePorts } from './signatures.ts';

/** An alliance that its issuer signed: the acceptor gives both to Discounts.makeAlliance. */
export interface SignedAlliance {
  alliance: Alliance;
  signature: Hex;
}

const codeSchema = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('alliance'),
    alliance: z
      .strictObject({
        issuer: addressBytesSchema,
        acceptor: addressBytesSchema,
        token: addressBytesSchema,
        ...allianceNumbers,
      })
      .refine(({ issuer, acceptor }) => issuer !== acceptor, { path: ['acceptor'], message: 'must be another shop' }),
    signature: signatureBytesSchema,
  })
  .transform(({ alliance, signature }): SignedAlliance => ({ alliance, signature }));

const options: LinkCodeOptions<SignedAlliance> = {
  schema: codeSchema,
  mostBytes: limits.allianceBytes,
  noun: 'alliance',
};
const bytesOf = (hex: Hex): Uint8Array => hexToBytes(hex.slice(2));

/**
 * Writes a signed alliance as a text that the issuer sends to the acceptor, such as in a link.
 * @returns base64url of canonical dag-cbor
 * @throws VouchError `alliance.invalid`, `alliance.too_large`
 */
export function encodeAllianceCode({ alliance, signature }: SignedAlliance): string {
  const text = encodeLinkCode({
    v: 1,
    type: 'alliance',
    alliance: {
      ...alliance,
      issuer: bytesOf(alliance.issuer),
      acceptor: bytesOf(alliance.acceptor),
      token: bytesOf(alliance.token),
      capPoints: alliance.capPoints.toString(),
      validUntil: Number(alliance.validUntil),
    },
    signature: bytesOf(signature),
  });
  unwrap(decodeAllianceCode(text));
  return text;
}

/**
 * Reads an alliance out of a link. Its signature is checked apart, by `checkAlliance`.
 * @returns the alliance, or `alliance.malformed`, `alliance.too_large`, `alliance.not_canonical`, `alliance.invalid`
 */
export const decodeAllianceCode = (text: string): Result<SignedAlliance> => decodeLinkCode(text, options);

export interface AllianceCheck extends SignaturePorts {
  signed: SignedAlliance;
  /** Who would accept it. */
  acceptor: Address;
  chainId: number;
  discounts: Address;
  /** Unix seconds of the chain. */
  now: number;
}

/**
 * Checks an alliance before the acceptor takes it, as the contract will.
 * @returns the alliance, or `alliance.parties_invalid`, `alliance.expired`, `alliance.signature_invalid`
 */
export async function checkAlliance(check: AllianceCheck): Promise<Result<Alliance>> {
  const { signed, acceptor, chainId, discounts, now } = check;
  const { alliance } = signed;
  if (alliance.acceptor !== acceptor) {
    return failure({
      code: 'alliance.parties_invalid',
      message: `The alliance is for the shop ${alliance.acceptor}.`,
      hint: 'Switch to the account that it names, or ask for one of your own.',
      details: { field: 'acceptor', issuer: alliance.issuer, acceptor: alliance.acceptor },
    });
  }
  if (alliance.validUntil <= BigInt(now)) {
    return failure({
      code: 'alliance.expired',
      message: 'The alliance has expired.',
      hint: 'Ask the other shop for a new one.',
      details: { field: 'validUntil', limit: `after ${now}`, validUntilSeconds: Number(alliance.validUntil) },
    });
  }
  const digest = allianceDigest(chainId, discounts, alliance);
  if (await isSignedBy(check, { signer: alliance.issuer, digest, signature: bytesOf(signed.signature) })) {
    return success(alliance);
  }
  return failure({
    code: 'alliance.signature_invalid',
    message: `The alliance is not signed by the shop ${alliance.issuer}.`,
    hint: "Ask for one that the shop's own account signed.",
    details: { field: 'signature', issuer: alliance.issuer },
  });
}
