import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import type { Listing } from '../../protocol/listing.ts';

/** A listing with its offers, before it is encoded into a catalogue. */
export interface Draft {
  listing: Listing;
  terms: CatalogueEntry['terms'];
  offers: CatalogueEntry['offers'];
}
