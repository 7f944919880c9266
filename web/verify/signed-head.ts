import { hexToBytes } from '@noble/hashes/utils';
import type { HeadView } from '../../protocol/api/listing.ts';
import { catalogueDigest } from '../../protocol/catalogue-digest.ts';
import type { SignedCatalogue } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { FalsePart } from './signed-block.ts';

/** The market whose signatures count. */
export interface MarketOf {
  chainId: number;
  market: Address;
}

/**
 * Checks the signature under a head. The curve comes apart, last, because it weighs more than all other checks together.
 * @returns whether the shop's own key signed it rather than another that the chain must confirm
 * @throws FalsePart `signature`; a contract account's signature can be checked by the chain only, so it is none here
 */
export async function checkSignature(
  head: HeadView,
  { shop, chainId, market }: MarketOf & { shop: string },
): Promise<{ byOwner: boolean }> {
  const { recoverSigner } = await import('../../protocol/recover-signer.ts');
  // Safety: the digest of anything else is signed by nobody.
  const catalogue = head.catalogue as SignedCatalogue;
  let signer: string | undefined;
  try {
    signer = recoverSigner(catalogueDigest(chainId, market, catalogue), hexToBytes(head.signature.slice(2)));
  } catch {
    // What has no digest, nobody signed.
    signer = undefined;
  }
  if (signer === undefined || signer !== head.signer || catalogue.shop !== shop) throw new FalsePart('signature');
  return { byOwner: signer === shop };
}
