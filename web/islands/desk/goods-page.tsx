import { CatalogueDesk } from './catalogue-desk.tsx';
import type { DeskPageModule } from './desk-props.ts';

/** Listings, prices and stock. */
export const load: DeskPageModule['load'] = () => CatalogueDesk;
