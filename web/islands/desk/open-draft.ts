import { unwrap } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { postJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import type { DraftContext } from './check-draft.ts';
import { draftContext } from './draft-context.ts';
import { zoneDraftOf } from './draft-zones.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { blankDraft, draftOfListing, type ListingDraft } from './listing-draft.ts';
import { fetchBlock, type LoadedCatalogue } from './node-blocks.ts';

/** A listing to be written, and what it is checked against. */
export interface OpenDraft {
  draft: ListingDraft;
  context: DraftContext;
  /** True for what was begun earlier in this browser. */
  begun: boolean;
}

/** The draft without pictures that the node holds no longer: it keeps what nothing names for an hour. */
async function withPicturesHeld(draft: ListingDraft): Promise<ListingDraft> {
  const cids = draft.images.flatMap(({ image }) => image.sources.map(({ cid }) => cid));
  if (cids.length === 0) return draft;
  const { missing } = await postJson<{ missing: string[] }>('/api/v1/blocks/missing', { cids });
  return {
    ...draft,
    images: draft.images.filter(({ image }) => image.sources.every(({ cid }) => !missing.includes(cid))),
  };
}

/**
 * Opens a listing in the editor: what was begun in this browser, else as it is published, else a new one that is
 * delivered like the shop's newest.
 * @param parts the listing's handle, null for a new one; the shop and its catalogue; the reader's language
 * @returns null where the shop has no such listing
 */
export async function openDraft(parts: {
  chain: ChainProps;
  shop: string;
  catalogue: LoadedCatalogue | null;
  handle: string | null;
  kept: KeptDrafts;
  locale: string;
}): Promise<OpenDraft | null> {
  const { chain, shop, catalogue, handle, kept, locale } = parts;
  const context = draftContext(chain, { shop, catalogue });
  const begun = kept.find(handle);
  const listingOf = async (wanted: LoadedCatalogue['entries'][number]) =>
    unwrap(decodeListing(await fetchBlock(wanted.listing)));
  if (handle === null) {
    if (begun !== null) return { draft: await withPicturesHeld(begun), context, begun: true };
    const newest = [...(catalogue?.entries ?? [])].sort((a, b) => b.updatedAt - a.updatedAt)[0];
    const delivery = newest === undefined ? [] : (await listingOf(newest)).delivery;
    const zones = delivery.map((zone) => zoneDraftOf(zone, context.token.decimals));
    return { draft: blankDraft(locale, zones), context, begun: false };
  }
  const entry = catalogue?.entries.find((each) => each.handle === handle);
  if (entry === undefined) return null;
  const listing = await listingOf(entry);
  const token = chain.tokens.find(({ address }) => address === entry.terms.token);
  const before: DraftContext = {
    ...context,
    token: { address: entry.terms.token, decimals: token?.decimals ?? context.token.decimals },
    before: { listing, entry },
  };
  if (begun !== null) return { draft: await withPicturesHeld(begun), context: before, begun: true };
  const draft = draftOfListing(listing, entry, { sales: context.sales, decimals: before.token.decimals });
  return { draft, context: before, begun: false };
}
