import type { CatalogueEntry, CatalogueRoot } from './catalogue.ts';
import type { Head } from './head.ts';
import type { Listing } from './listing.ts';
import type { Profile } from './profile.ts';

/** A new or changed entry with its listing. */
export interface ChangedListing {
  entry: CatalogueEntry;
  listing: Listing;
}

/** What changed in a shop when a node accepted a newer head: all blocks are stored and checked. */
export interface CatalogueUpdate {
  head: Head;
  root: CatalogueRoot;
  /** Undefined when the profile did not change since the version before. */
  profile?: Profile | null;
  /** New or changed listings, a few hundred at a time, because a shop may have more than fit into memory. Can be read again. */
  changed: AsyncIterable<readonly ChangedListing[]> | Iterable<readonly ChangedListing[]>;
  /** How many listings `changed` gives. */
  changedCount: number;
  /** Handles that are gone. */
  removed: string[];
  /** True when `changed` is the whole catalogue, so that rows of other handles go. */
  complete: boolean;
}
