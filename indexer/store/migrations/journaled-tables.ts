import { firstJournaledTables } from './chain-tables.ts';
import { courtJournaledTables } from './court-tables.ts';
import { linkJournaledTables } from './link-tables.ts';
import { openUnitsJournaledTables } from './open-units.ts';
import { tradeJournaledTables } from './trade-tables.ts';

/** Every table whose changes are journaled, with its primary key. */
export const journaledTables = {
  ...firstJournaledTables,
  ...tradeJournaledTables,
  ...courtJournaledTables,
  ...linkJournaledTables,
  ...openUnitsJournaledTables,
} as const;
