import type { CatalogueEntry } from '../catalogue.ts';
import type { Listing } from '../listing.ts';

/** A listing with its offers, before it is encoded into a catalogue. */
export interface Draft {
  listing: Listing;
  terms: CatalogueEntry['terms'];
  offers: CatalogueEntry['offers'];
}
