import * as dagCbor from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import type { ListingDetail, ListingSummary } from '../../protocol/api/listing.ts';
import type { Block } from '../../protocol/block.ts';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { headToView } from '../../protocol/head-view.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { ApiContext } from '../api/context.ts';
import { known } from '../api/known.ts';

/** Bounds of an exported shop; with more variants than these, only listings have pages. */
export const siteLimits = { listings: 1_000, variants: 1_000, bytes: 128 * 2 ** 20 } as const;

const PAGE = 100;

/** @throws always: VouchError `site.too_large` */
export function tooLarge(limit: string): never {
  throw new VouchError({
    code: 'site.too_large',
    message: `The shop is larger than a static site may be here: ${limit}.`,
    hint: 'Export its catalogue as CSV, or sell part of it in a second shop.',
    details: { field: 'shop', limit },
  });
}

/**
 * All current listings of a shop, newest first.
 * @throws VouchError `site.too_large`
 */
export async function allListings(
  { queries }: Pick<ApiContext, 'queries'>,
  shop: Address,
): Promise<{ summaries: ListingSummary[]; details: ListingDetail[] }> {
  const summaries: ListingSummary[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await queries.listListings({
      shop,
      limit: PAGE,
      sort: 'newest',
      ...(cursor === undefined ? {} : { cursor }),
    });
    summaries.push(...page.items);
    if (summaries.length > siteLimits.listings) tooLarge(`${siteLimits.listings} listings`);
    cursor = page.nextCursor;
  }
  const details: ListingDetail[] = [];
  for (const { cid } of summaries) {
    const detail = await queries.getListing(cid);
    if (detail !== undefined) details.push(detail);
  }
  return { summaries, details };
}

/** What pages check themselves against: the signed head, and every document of the catalogue that it names. */
export async function signedParts(
  { queries, blocks }: Pick<ApiContext, 'queries' | 'blocks'>,
  shop: Address,
): Promise<{ head: Record<string, unknown>; documents: Block[] }> {
  const { head } = known(await queries.headOf(shop), 'head');
  const root = cidFromDigest(head.catalogue.root, DAG_CBOR);
  const documents: Block[] = [];
  const seen = new Set<string>();
  const stack = [root];
  for (let cid = stack.pop(); cid !== undefined; cid = stack.pop()) {
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await blocks.get(cid);
    if (bytes === undefined) continue;
    documents.push({ cid, bytes });
    const value: unknown = dagCbor.decode(bytes);
    // The catalogue before this one is no part of the shop as it is.
    const { tree, profile } = value as { tree?: unknown; profile?: unknown };
    stack.push(...linksOf(cid.equals(root) ? [tree, profile] : value).filter(({ code }) => code === DAG_CBOR));
  }
  return { head: { ...headToView(head), rootCid: root.toString() }, documents };
}

function linksOf(value: unknown): CID[] {
  const cid = CID.asCID(value);
  if (cid) return [cid];
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(linksOf);
}
