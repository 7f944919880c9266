import type { LocalAccount } from 'viem';
import { type Block, digestOf, encodeDocument } from '../../../protocol/block.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { buildCatalogue } from '../../../protocol/catalogue-build.ts';
import { type Delivery, deliveriesOf } from '../../../protocol/delivery.ts';
import type { GroupTermsDocument } from '../../../protocol/group.ts';
import type { SignedCatalogue } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { encodeListing } from '../../../protocol/listing.ts';
import { type Offer, offerLeaf, offersOf } from '../../../protocol/offer.ts';
import { buildOfferTree } from '../../../protocol/offer-tree.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import type { Draft } from '../../../protocol/products/draft.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';
import type { Shop } from '../shop-content.ts';
import { type ProfilePictures, profileFrom } from './documents.ts';

const DAY = 86_400;
/** A shop of the demo market signs anew after this time. */
const VERSION_SECONDS = 20 * DAY;

/** A catalogue of the past with its signature. */
export interface SignedVersion {
  catalogue: SignedCatalogue;
  signature: Hex;
}

/** Everything that a shop of the demo market sells, ready to be bought in the past and published today. */
export interface ShopStock {
  account: LocalAccount;
  address: Address;
  drafts: Draft[];
  profile: Block;
  /** The version that was valid at a time. */
  versionAt(seconds: number): Promise<SignedVersion>;
  /** The version that comes after all those of the past. */
  nextVersion: number;
  offer(handle: string, code: string): StockedOffer;
}

/** What a purchase of one SKU takes along. */
export interface StockedOffer {
  offer: Offer;
  proof: Hex[];
  delivery: Delivery[];
  /** What it costs a group, if it is sold to groups. */
  group?: GroupTermsDocument;
}

export interface StockParts {
  account: LocalAccount;
  shop: Shop;
  drafts: Draft[];
  pictures: ProfilePictures;
  chainId: number;
  market: Address;
  openedAt: number;
  now: number;
}

/** Puts a shop's listings into catalogues. */
export function stockShop({ account, shop, drafts, pictures, chainId, market, openedAt, now }: StockParts): ShopStock {
  const address = addressSchema.parse(account.address) as Address;
  const profile = encodeDocument(profileFrom(address, shop, pictures));
  const entries = drafts.map(
    (draft): CatalogueEntry => ({
      handle: draft.listing.handle,
      listing: encodeListing(draft.listing).cid,
      terms: draft.terms,
      offers: draft.offers,
      updatedAt: openedAt,
    }),
  );
  const offers = new Map(
    entries.flatMap((entry, index) =>
      offersOf(address, entry).map(
        (offer, variant) =>
          [
            `${entry.handle} ${entry.offers[variant]?.code}`,
            {
              offer,
              delivery: deliveriesOf(drafts[index]?.listing.delivery ?? []),
              group: entry.offers[variant]?.group,
            },
          ] as const,
      ),
    ),
  );
  const tree = buildOfferTree([...offers.values()].map(({ offer }) => offerLeaf(offer)));
  const versions = new Map<number, Promise<SignedVersion>>();

  async function sign(version: number): Promise<SignedVersion> {
    const { rootBlock } = buildCatalogue({ shop: address, version, previous: null, profile: profile.cid, entries });
    const catalogue = {
      shop: address,
      version,
      root: digestOf(rootBlock.cid),
      offers: tree.root,
      validUntil: openedAt + (version - 1) * VERSION_SECONDS + limits.catalogueValidSeconds,
    };
    return { catalogue, signature: await account.signTypedData(catalogueTypedData(chainId, market, catalogue)) };
  }

  return {
    account,
    address,
    drafts,
    profile,
    nextVersion: Math.floor((now - openedAt) / VERSION_SECONDS) + 2,
    versionAt(seconds) {
      const version = Math.floor((seconds - openedAt) / VERSION_SECONDS) + 1;
      const signed = versions.get(version) ?? sign(version);
      versions.set(version, signed);
      return signed;
    },
    offer(handle, code) {
      const found = offers.get(`${handle} ${code}`);
      const proof = found && tree.proof(offerLeaf(found.offer));
      if (!found || !proof) throw new RangeError(`the demo market has no ${handle} ${code}`);
      const { group, ...rest } = found;
      return { ...rest, proof, ...(group ? { group } : {}) };
    },
  };
}
