import type { LocalAccount } from 'viem';
import { hexToBytes } from 'viem/utils';
import type { Block } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { buildCatalogue } from '../../protocol/catalogue-build.ts';
import type { Head, SignedCatalogue } from '../../protocol/head.ts';
import { encodeListing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import type { TestMarket } from './market.ts';
import { addressOf } from './people.ts';

/** What tests of refusals change about a catalogue. */
export interface CatalogueOptions {
  shop: Address;
  signer: LocalAccount;
  drafts: readonly Draft[];
  version?: number;
  /** Changed before the signature. */
  catalogue?: Partial<SignedCatalogue>;
  /** Entries as they would be, to be changed. */
  entries?: (entries: CatalogueEntry[]) => CatalogueEntry[];
  chainId?: number;
}

/** A signed head and all blocks that it needs, built by hand so that any part can be wrong. */
export async function signedCatalogue(
  market: TestMarket,
  options: CatalogueOptions,
): Promise<{ head: Head; blocks: Block[] }> {
  const { shop, signer, drafts, version = 1, chainId = market.deployment.chainId } = options;
  const listings = drafts.map(({ listing }) => encodeListing(listing));
  const entries = drafts.map(({ listing, terms, offers }, index) => ({
    handle: listing.handle,
    listing: listings[index]!.cid,
    terms,
    offers,
    updatedAt: Math.floor(Date.now() / 1_000),
  }));
  const built = buildCatalogue({
    shop,
    version,
    previous: null,
    profile: null,
    entries: options.entries?.(entries) ?? entries,
  });
  const catalogue = {
    shop,
    version,
    ...built.signed,
    validUntil: Math.floor(Date.now() / 1_000) + 86_400,
    ...options.catalogue,
  };
  const signature = await signer.signTypedData(
    catalogueTypedData(chainId, market.deployment.contracts.market, catalogue),
  );
  return {
    head: { v: 1, type: 'head', catalogue, signer: addressOf(signer), signature: hexToBytes(signature) },
    blocks: [...listings, ...built.blocks],
  };
}
