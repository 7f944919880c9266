import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { type Delivery, deliveryHash } from './delivery.ts';
import { failure, type Result, success } from './errors.ts';
import type { Head } from './head.ts';
import { skuOf } from './listing.ts';
import { verifyOfferProof } from './merkle-proof.ts';
import { type Offer, offerLeaf } from './offer.ts';
import type { Hex } from './primitives.ts';
import { type HeadCheck, verifyHead } from './signatures.ts';

/** What a page showed to the buyer of one line. */
export interface ShownOffer {
  handle: string;
  /** The seller's code of the variant. */
  code: string;
  /** Price of one unit. */
  priceUnits: bigint;
  /** Delivery choices of the listing, in its order; empty where nothing is delivered. */
  delivery: readonly Delivery[];
}

export interface PurchaseCheck extends HeadCheck {
  offer: Offer;
  proof: readonly Hex[];
  /** The listing block as any node serves it under `/ipfs/:cid`. */
  listingBytes: Uint8Array;
  shown: ShownOffer;
}

/**
 * Checks one line before the buyer pays, so that no node has to be believed: the catalogue is signed for now, the offer
 * belongs to it, the listing is the one that the offer names, and the page showed the offer's variant, price and
 * delivery. Group, coupon and points are checked apart, by `verifyExtras`.
 * @param check head with its ports, offer with proof, listing block, and what was shown
 * @returns the offer, or an error of `verifyHead`, `offer.shop_mismatch`, `offer.not_in_catalogue`,
 * `listing.digest_mismatch`, `offer.sku_mismatch`, `offer.price_mismatch`, `delivery.invalid`
 */
export async function verifyOfferForPurchase(check: PurchaseCheck): Promise<Result<Offer>> {
  const head = await verifyHead(check);
  return head.ok ? verifyOffer({ ...check, head: head.value }) : head;
}

/** What `verifyOffer` compares: everything but the signature. */
export type OfferCheck = Pick<PurchaseCheck, 'offer' | 'proof' | 'listingBytes' | 'shown'> & { head: Head };

/**
 * The part of `verifyOfferForPurchase` that needs no chain, for more lines under a head that was verified.
 * @returns the offer, or the error of the first check that fails
 */
export function verifyOffer({ head, offer, proof, listingBytes, shown }: OfferCheck): Result<Offer> {
  const { shop, offers } = head.catalogue;
  if (offer.shop !== shop)
    return shownMismatch({ code: 'offer.shop_mismatch', field: 'offer.shop', found: offer.shop, expected: shop });
  if (!verifyOfferProof({ root: offers, leaf: offerLeaf(offer), proof })) {
    return shownMismatch({ code: 'offer.not_in_catalogue', field: 'proof', found: offer.sku, expected: offers });
  }
  const digest: Hex = `0x${bytesToHex(sha256(listingBytes))}`;
  if (digest !== offer.listing) {
    return shownMismatch({ code: 'listing.digest_mismatch', field: 'listing', found: digest, expected: offer.listing });
  }
  const sku = skuOf(shown.handle, shown.code);
  if (sku !== offer.sku)
    return shownMismatch({ code: 'offer.sku_mismatch', field: 'sku', found: sku, expected: offer.sku });
  if (shown.priceUnits !== offer.priceUnits) {
    const [found, expected] = [shown.priceUnits.toString(), offer.priceUnits.toString()];
    return shownMismatch({ code: 'offer.price_mismatch', field: 'priceUnits', found, expected });
  }
  const delivery = deliveryHash(shown.delivery);
  if (delivery !== offer.delivery) {
    return shownMismatch({ code: 'delivery.invalid', field: 'delivery', found: delivery, expected: offer.delivery });
  }
  return success(offer);
}

/** The error of something that a page showed otherwise than the shop signed it. */
export const shownMismatch = (facts: { code: string; field: string; found: string; expected: string }) =>
  failure({
    code: facts.code,
    message: `${facts.field} is not what the shop signed: found ${facts.found}, signed ${facts.expected}.`,
    hint: 'Do not pay here. Reload the page, or open the listing on another node.',
    details: { field: facts.field, found: facts.found, expected: facts.expected },
  });
