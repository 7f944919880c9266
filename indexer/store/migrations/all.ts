import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { blockLogs } from './block-logs.ts';
import { carriedTables } from './carried-tables.ts';
import { chainTables } from './chain-tables.ts';
import { courtJournaledTables, courtTables } from './court-tables.ts';
import { journal, journalTriggers } from './journal.ts';
import { linkJournaledTables, linkTables } from './link-tables.ts';
import { listIndexes } from './list-indexes.ts';
import { messageTables } from './message-tables.ts';
import { newestReviews } from './newest-reviews.ts';
import { noteTables } from './note-tables.ts';
import { derivedTables, groupPrices, listingPlaces, offChainTables } from './off-chain-tables.ts';
import { openUnits, openUnitsJournaledTables } from './open-units.ts';
import { partitionedSteps } from './partitioned-steps.ts';
import { searchDictionary } from './search-dictionary.ts';
import { searchImpacts } from './search-impacts.ts';
import { searchTables } from './search-tables.ts';
import { shopThemes } from './shop-themes.ts';
import { stateTables } from './state-tables.ts';
import { tradeJournaledTables, tradeTables } from './trade-tables.ts';
import { trustGraphTables } from './trust-graph-tables.ts';
import { trustTables } from './trust-tables.ts';
import { visitTables } from './visit-tables.ts';

const runSql = (statements: string): Migration => ({
  up: async (db) => {
    await sql.raw(statements).execute(db);
  },
});

/** All migrations in their order. A released one never changes; a new one is added. */
export const migrations: Record<string, Migration> = {
  '0001-chain': runSql(chainTables),
  '0002-journal': runSql(journal),
  '0003-off-chain': runSql(offChainTables),
  '0004-derived': runSql(derivedTables),
  '0005-trade': runSql(`${tradeTables}${journalTriggers(tradeJournaledTables)}`),
  '0006-court': runSql(`${courtTables}${journalTriggers(courtJournaledTables)}`),
  '0007-group-prices': runSql(groupPrices),
  '0008-messages': runSql(messageTables),
  '0009-listing-places': runSql(listingPlaces),
  '0010-carried': runSql(carriedTables),
  '0011-notes': runSql(noteTables),
  '0012-trust-graph': runSql(trustGraphTables),
  '0013-trust': runSql(trustTables),
  '0014-state': runSql(stateTables),
  '0016-search': runSql(searchTables),
  '0017-block-logs': runSql(blockLogs),
  '0015-links': runSql(`${linkTables}${journalTriggers(linkJournaledTables)}`),
  '0018-partitioned-steps': runSql(partitionedSteps),
  '0019-newest-reviews': runSql(newestReviews),
  '0020-visits': runSql(visitTables),
  '0021-shop-themes': runSql(shopThemes),
  '0022-search-impacts': runSql(searchImpacts),
  '0023-open-units': runSql(`${openUnits}${journalTriggers(openUnitsJournaledTables)}`),
  '0024-search-dictionary': runSql(searchDictionary),
  '0025-list-indexes': runSql(listIndexes),
};
