import { catalogueDigest } from './catalogue-digest.ts';
import { failure, type Result, success } from './errors.ts';
import type { Head } from './head.ts';
import { limits } from './limits.ts';
import type { Address, Hex } from './primitives.ts';

/** What was signed, by whom. */
export interface SignedDigest {
  signer: Address;
  digest: Hex;
  signature: Uint8Array;
}

/** What checking a signature needs from outside. */
export interface SignaturePorts {
  /** Finds the signer of a digest; `recoverSigner`, or a native one that accepts the same. */
  recover(digest: Hex, signature: Uint8Array): Address | undefined;
  /** Asks an account with code (ERC-1271); false for an account without. */
  verifyContractSignature(check: SignedDigest): Promise<boolean>;
}

/** What checking a shop's signature needs from outside. */
export interface HeadPorts extends SignaturePorts {
  /** Unix seconds: the clock of a node, or the chain's time before a purchase. */
  now: number;
  /** Shops.publishing at the newest block. */
  publishing(shop: Address, signer: Address): Promise<{ mayPublish: boolean; lowestVersion: number }>;
}

/** True when `signer` signed the digest, with a plain key or by its account's code. */
export const isSignedBy = async (ports: SignaturePorts, signed: SignedDigest): Promise<boolean> =>
  ports.recover(signed.digest, signed.signature) === signed.signer || ports.verifyContractSignature(signed);

export interface HeadCheck extends HeadPorts {
  /** A head of the right form, from `decodeHead` or `headFromView`. */
  head: Head;
  chainId: number;
  market: Address;
}

/**
 * Checks that a head may be bought from now, as the contract will: time, signer, version, signature.
 * @param check the head, the market's chain and address, the clock and the ports
 * @returns the head, or `head.expired`, `head.too_long`, `head.signer_unknown`, `head.cancelled`,
 * `head.signature_invalid`. What a port throws passes through.
 */
export async function verifyHead(check: HeadCheck): Promise<Result<Head>> {
  const { head, now, chainId, market } = check;
  const { catalogue, signer } = head;
  if (catalogue.validUntil <= now) {
    return failure({
      code: 'head.expired',
      message: `The catalogue was valid until ${catalogue.validUntil}; it is ${now}.`,
      hint: 'Ask the seller to sign the catalogue again.',
      details: { field: 'catalogue.validUntil', limit: `after ${now}`, validUntilSeconds: catalogue.validUntil },
    });
  }
  // The maker's clock may be a little ahead of ours.
  const latest = now + limits.catalogueValidSeconds + limits.clockSkewSeconds;
  if (catalogue.validUntil > latest) {
    return failure({
      code: 'head.too_long',
      message: `The catalogue is valid until ${catalogue.validUntil}, more than 30 days ahead.`,
      hint: 'Sign it for at most 30 days.',
      details: { field: 'catalogue.validUntil', limit: `at most ${latest}`, validUntilSeconds: catalogue.validUntil },
    });
  }
  const { mayPublish, lowestVersion } = await check.publishing(catalogue.shop, signer);
  if (!mayPublish) {
    return failure({
      code: 'head.signer_unknown',
      message: `${signer} may not sign for the shop ${catalogue.shop}.`,
      hint: 'Sign with the owner of the shop or one of its publishers.',
      details: { field: 'signer', shop: catalogue.shop, signer },
    });
  }
  if (catalogue.version < lowestVersion) {
    return failure({
      code: 'head.cancelled',
      message: `The seller cancelled every catalogue below version ${lowestVersion}; this is ${catalogue.version}.`,
      hint: 'Load the newest catalogue of the shop.',
      details: { field: 'catalogue.version', limit: `at least ${lowestVersion}`, version: catalogue.version },
    });
  }
  const digest = catalogueDigest(chainId, market, catalogue);
  if (await isSignedBy(check, { signer, digest, signature: head.signature })) return success(head);
  return failure({
    code: 'head.signature_invalid',
    message: `The catalogue is not signed by ${signer}.`,
    hint: 'Do not buy from it; sign the catalogue again if the shop is yours.',
    details: { field: 'signature', signer },
  });
}
