import type { CatalogueEntry, CatalogueRoot } from './catalogue.ts';
import type { Head } from './head.ts';
import type { Listing } from './listing.ts';
import type { Profile } from './profile.ts';

/** What changed in a shop when a node accepted a newer head: all blocks are stored and checked. */
export interface CatalogueUpdate {
  head: Head;
  root: CatalogueRoot;
  /** Undefined when the profile did not change since the version before. */
  profile?: Profile | null;
  /** New or changed entries with their listings. */
  changed: { entry: CatalogueEntry; listing: Listing }[];
  /** Handles that are gone. */
  removed: string[];
  /** True when `changed` is the whole catalogue, so that rows of other handles go. */
  complete: boolean;
}
