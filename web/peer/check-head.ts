import { catalogueDigest } from '../../protocol/catalogue-digest.ts';
import { VouchError } from '../../protocol/errors.ts';
import { decodeHead, type Head } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';

/** What the chain says of a signer; null when it cannot be asked. */
export type ChainWord = (
  shop: Address,
  signer: Address,
) => Promise<{ mayPublish: boolean; lowestVersion: number } | null>;

/** A head whose signature was checked here. */
export interface CheckedHead {
  head: Head;
  /** `unconfirmed` is another key than the shop's, of which only the chain could say whether it may sign. */
  signedBy: 'owner' | 'publisher' | 'unconfirmed';
  /** Nobody can buy from it any more. */
  expired: boolean;
}

export interface HeadQuestion {
  shop: Address;
  chainId: number;
  market: Address;
  /** Unix seconds. */
  now: number;
  chain: ChainWord;
}

/**
 * Checks a head that a peer gave. An expired one is still what the shop signed, so it passes and says so.
 * @param bytes as the peer sent it
 * @throws VouchError `head.*`; `peer.not_asked` for another shop's
 */
export async function checkHead(bytes: Uint8Array, question: HeadQuestion): Promise<CheckedHead> {
  const { shop, chainId, market, now, chain } = question;
  const decoded = decodeHead(bytes);
  if (!decoded.ok) throw decoded.error;
  const head = decoded.value;
  const { catalogue, signer, signature } = head;
  if (catalogue.shop !== shop)
    throw problem('peer.not_asked', `The peer sent the head of ${catalogue.shop} when asked for ${shop}.`);
  if (recoverSigner(catalogueDigest(chainId, market, catalogue), signature) !== signer)
    throw problem('head.signature_invalid', `The catalogue is not signed by ${signer}.`);
  if (catalogue.validUntil > now + limits.catalogueValidSeconds + limits.clockSkewSeconds)
    throw problem('head.too_long', `The catalogue is valid until ${catalogue.validUntil}, more than 30 days ahead.`);
  const word = await chain(shop, signer);
  if (word !== null && !word.mayPublish && signer !== shop)
    throw problem('head.signer_unknown', `${signer} may not sign for the shop ${shop}.`);
  if (word !== null && catalogue.version < word.lowestVersion)
    throw problem('head.cancelled', `The seller cancelled every catalogue below version ${word.lowestVersion}.`);
  const signedBy = signer === shop ? 'owner' : word === null ? 'unconfirmed' : 'publisher';
  return { head, signedBy, expired: catalogue.validUntil <= now };
}

const problem = (code: string, message: string): VouchError =>
  new VouchError({ code, message, hint: 'Another peer is asked.' });
