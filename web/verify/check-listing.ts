import { keccak_256 } from '@noble/hashes/sha3';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { kinds } from '../../protocol/kind.ts';
import { verifyOfferProof } from '../../protocol/merkle-proof.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { IslandView } from '../islands/mount.ts';
import { type SignedTexts, showsPrice, showsTitle, showsWords } from './shown.ts';
import { cidText, FalsePart, hexOf, type Link, RAW, readBlock } from './signed-block.ts';
import { checkSignature, type MarketOf } from './signed-head.ts';

/** The members of a listing's document that a page shows. */
interface SignedListing {
  shop: string;
  handle: string;
  texts: SignedTexts;
  images: { sources: { cid: Link }[] }[];
}

/** What a check came to. */
export interface Verified {
  byOwner: boolean;
  /** Listings that were checked. */
  listings: number;
}

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * Checks the page of one listing: signature, place of the offer in the signed catalogue, listing block, and that the page
 * shows its title, words, price and no other pictures.
 * @throws FalsePart naming what is not what the shop signed
 */
export async function checkListing(options: {
  root: ParentNode;
  market: MarketOf;
  view: Pick<IslandView, 'amount'>;
  cid: string;
  shop: string;
  variant: string;
  detail: ListingDetail;
}): Promise<Verified> {
  const { root, market, view, cid, shop, detail } = options;
  const variant = detail.variants.find(({ code }) => code === options.variant);
  if (variant === undefined) throw new FalsePart('offer');
  const { offer } = variant;

  const digest = bytesOf(offer.listing);
  if (cidText(digest) !== cid) throw new FalsePart('block');
  // Safety: the digest is signed, and only well-formed listings are.
  const listing = (await readBlock(digest, 'block')) as SignedListing;
  if (listing.shop !== shop) throw new FalsePart('block');

  const entry = {
    handle: listing.handle,
    listing: { multihash: { digest } },
    terms: { ...offer, kind: kinds[offer.kind] },
    offers: [
      {
        code: variant.code,
        priceUnits: offer.priceUnits,
        maxSold: Number(offer.maxSold),
        ...(variant.group === null ? {} : { group: variant.group }),
      },
    ],
  } as unknown as CatalogueEntry;
  // Safety: the leaf of anything that is no entry is in no signed tree.
  const [leaf = new Uint8Array()] = createOfferHasher(keccak_256).leaves(shop as Address, entry);
  // Safety: the same.
  const proof = variant.proof as Hex[];
  if (!verifyOfferProof({ root: detail.head.catalogue.offers as Hex, leaf: hexOf(leaf), proof }))
    throw new FalsePart('offer');

  if (!showsTitle(root.querySelector('[data-signed=title]'), listing.texts)) throw new FalsePart('title');
  const shownPrice = root.querySelector('[data-signed=price]');
  if (
    detail.token.address !== offer.token ||
    !showsPrice(shownPrice, { view, units: offer.priceUnits, token: detail.token })
  )
    throw new FalsePart('price');
  if (!showsWords(root.querySelector('[data-signed=words]'), listing.texts)) throw new FalsePart('words');
  const signed = new Set(
    listing.images.flatMap(({ sources }) => sources.map(({ cid: { digest: each } }) => cidText(each, RAW))),
  );
  for (const image of root.querySelectorAll<HTMLImageElement>('[data-slide] img')) {
    if (!signed.has(/\/image\/([a-z2-7]+)/.exec(image.src)?.[1] ?? '')) throw new FalsePart('picture');
  }
  return { ...(await checkSignature(detail.head, { ...market, shop })), listings: 1 };
}
