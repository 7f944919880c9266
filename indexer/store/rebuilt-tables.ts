import { journaledTables } from './migrations/journaled-tables.ts';

/** Tables that follow from the chain alone: emptied for a rebuild, and left out of backups. */
export const rebuiltTables: readonly string[] = [
  ...Object.keys(journaledTables),
  'blocks',
  'journal',
  'checkpoint',
  'shop_scores',
  'listing_scores',
  'stale_scores',
  'score_day',
  'state_digest',
  'state_history',
];
