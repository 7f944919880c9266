import { unwrap } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { postJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import type { DraftContext } from './check-draft.ts';
import { draftContext } from './draft-context.ts';
import type { DraftPlace } from './draft-place.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { blankDraft, draftOfListing, type ListingDraft } from './listing-draft.ts';
import { fetchBlock, type LoadedCatalogue } from './node-blocks.ts';
import { usualSale } from './usual-sale.ts';

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
 * delivered as the shop usually does.
 * @param parts which draft it is; the shop and its catalogue; the reader's language
 * @returns null where the shop has no such listing
 */
export async function openDraft(parts: {
  chain: ChainProps;
  shop: string;
  catalogue: LoadedCatalogue | null;
  place: DraftPlace;
  kept: KeptDrafts;
  locale: string;
}): Promise<OpenDraft | null> {
  const { chain, shop, catalogue, place, kept, locale } = parts;
  const context = draftContext(chain, { shop, catalogue });
  const begun = kept.find(place);
  const listingOf = async (wanted: LoadedCatalogue['entries'][number]) =>
    unwrap(decodeListing(await fetchBlock(wanted.listing)));
  // What is new is checked like what is new, also where it began as a copy.
  if (place.kind !== 'change' && begun !== null) return { draft: await withPicturesHeld(begun), context, begun: true };
  if (place.kind === 'new') {
    const { zones } = await usualSale({ shop, catalogue, decimals: context.token.decimals, storage: localStorage });
    return { draft: blankDraft(locale, zones), context, begun: false };
  }
  const entry = catalogue?.entries.find((each) => each.handle === place.handle);
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
  // A copy is a listing of its own: nothing of it was sold yet, and its name in the shop comes from its title.
  if (place.kind === 'copy') return { draft: { ...draft, handle: null }, context, begun: false };
  return { draft, context: before, begun: false };
}
