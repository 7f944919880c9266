import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import type { LocalAccount } from 'viem';
import { hexToBytes } from 'viem/utils';
import { type Block, sameBytes } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { buildCatalogue } from '../../protocol/catalogue-build.ts';
import { datedEntry } from '../../protocol/dated-entry.ts';
import type { Head } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import { encodeListing } from '../../protocol/listing.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import { keptGroups } from '../../protocol/products/kept-groups.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import { loadCatalogue } from './load-catalogue.ts';
import type { NodeClient } from './node-client.ts';

/** An unchanged catalogue is signed anew when it would expire within this time. */
const RENEW_SECONDS = 7 * 86_400;

/** A version that was published, and the listings that changed with it. */
export interface Published {
  version: number;
  changed: number;
  removed: number;
}

export interface PublishOptions {
  client: NodeClient;
  account: LocalAccount;
  shop: Address;
  chainId: number;
  market: Address;
  drafts: readonly Draft[];
  /** Also remove listings that are neither among the drafts nor among `keepHandles`. */
  replace: boolean;
  keepHandles?: ReadonlySet<string>;
  /** Drafts that say nothing of group prices keep those that their listings had. */
  keepGroups?: boolean;
  /** The shop's profile block; the one before stays when left out. */
  profile?: Block;
  /** The version is at least this one; by default it follows the current one. */
  leastVersion?: number;
  /** Unix seconds. */
  clock: () => number;
  onProgress?(done: number, total: number): void;
}

/**
 * Merges drafts into the shop's catalogue, uploads what the node lacks, signs once and publishes.
 * @returns undefined when nothing changed
 */
export async function publishDrafts(options: PublishOptions): Promise<Published | undefined> {
  const { client, shop, drafts, clock } = options;
  const current = await loadCatalogue(client, shop);
  const listings = drafts.map(({ listing }) => encodeListing(listing));
  const before = new Map((current?.entries ?? []).map((entry) => [entry.handle, entry]));
  const now = clock();
  const fresh = drafts.map(({ listing, terms, offers }, index) =>
    datedEntry(
      {
        handle: listing.handle,
        listing: cidAt(listings, index),
        terms,
        offers: options.keepGroups === true ? keptGroups({ offers, terms }, before.get(listing.handle)) : offers,
      },
      { before: before.get(listing.handle), now },
    ),
  );
  const stays = ({ handle }: CatalogueEntry) => !options.replace || (options.keepHandles?.has(handle) ?? false);
  const entries = new Map((current?.entries ?? []).filter(stays).map((entry) => [entry.handle, entry]));
  for (const entry of fresh) entries.set(entry.handle, entry);

  const profile = options.profile?.cid ?? current?.root.profile ?? null;
  if (
    current &&
    !isChanged(current.entries, entries) &&
    sameCid(profile, current.root.profile) &&
    current.validUntil > clock() + RENEW_SECONDS
  )
    return undefined;

  const version = Math.max((current?.root.version ?? 0) + 1, options.leastVersion ?? 1);
  const built = buildCatalogue({
    shop,
    version,
    previous: current?.rootCid ?? null,
    profile,
    entries: [...entries.values()],
  });
  const blocks = [...(options.profile ? [options.profile] : []), ...listings, ...built.blocks];
  await client.upload(blocks, options.onProgress);
  return client.publish(
    await signHead(options, {
      shop,
      version,
      ...built.signed,
      validUntil: clock() + limits.catalogueValidSeconds - limits.clockSkewSeconds,
    }),
  );
}

async function signHead({ account, chainId, market }: PublishOptions, catalogue: Head['catalogue']): Promise<Head> {
  const signature = await account.signTypedData(catalogueTypedData(chainId, market, catalogue));
  return {
    v: 1,
    type: 'head',
    catalogue,
    signer: addressSchema.parse(account.address),
    signature: hexToBytes(signature),
  };
}

function cidAt(blocks: readonly Block[], index: number): CID {
  const block = blocks[index];
  if (!block) throw new RangeError(`no block at ${index}`);
  return block.cid;
}

const sameCid = (a: CID | null, b: CID | null): boolean => a?.toString() === b?.toString();

/** True when an entry was added, removed or differs in a byte. */
function isChanged(before: readonly CatalogueEntry[], after: ReadonlyMap<string, CatalogueEntry>): boolean {
  if (before.length !== after.size) return true;
  return before.some((entry) => {
    const next = after.get(entry.handle);
    return next === undefined || !sameBytes(dagCbor.encode(entry), dagCbor.encode(next));
  });
}
