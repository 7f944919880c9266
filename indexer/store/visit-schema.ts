import type { Address } from '../../protocol/primitives.ts';
import type { VisitSource } from '../../protocol/visit.ts';

/** What this node counted itself. */
export interface VisitTables {
  visits: { shop: Address; day: number; handle: string; source: VisitSource; views: number };
}
