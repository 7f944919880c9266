import { type Kysely, sql } from 'kysely';
import type { FlagView } from '../../../protocol/api/trust.ts';
import type { Database } from '../../store/schema.ts';
import { RECORD_ORDERS } from '../facts/account-records.ts';
import { isDisputed, isRefunded } from '../facts/outcomes.ts';
import { MOST_EVIDENCE, thresholds } from './thresholds.ts';

/** How many sales somebody brought, and how many of them failed. */
export interface Sales {
  sales: number;
  refunded: number;
  disputed: number;
}

const { badSales, badSalesWarning, badBps, badTimes } = thresholds;

/**
 * Says whether the sales of a promoter fail much more often than all referred sales. It is computed when somebody asks,
 * because what is usual changes with every sale of anybody.
 * @returns the flag, or undefined
 */
export async function badReferrals(
  db: Kysely<Database>,
  promoter: string,
  { own, usual }: { own: Sales; usual: Sales },
): Promise<FlagView | undefined> {
  const worse = (['refunded', 'disputed'] as const).filter((kind) => isMuchWorse(own, usual, kind));
  if (own.sales < badSales || worse.length === 0) return undefined;
  const failed = sql.raw(worse.map((kind) => (kind === 'refunded' ? isRefunded : isDisputed)).join(' or '));
  const { rows } = await sql<{ id: string; paid_at: number }>`
    select o.id, o.paid_at from (
      select * from orders o where o.promoter = ${promoter}
      order by o.paid_block desc, o.paid_log desc limit ${RECORD_ORDERS}) o
    where ${failed} order by o.paid_block desc, o.paid_log desc`.execute(db);
  return {
    kind: 'bad_referrals',
    severity: own.sales >= badSalesWarning ? 'warning' : 'note',
    shareBps: Math.floor((rows.length * 10_000) / own.sales),
    count: rows.length,
    since: rows.at(-1)?.paid_at ?? 0,
    evidence: rows.slice(0, MOST_EVIDENCE).map(({ id }) => ({ kind: 'order', order: id })),
  };
}

function isMuchWorse(own: Sales, usual: Sales, kind: 'refunded' | 'disputed'): boolean {
  return own[kind] * 10_000 >= own.sales * badBps && own[kind] * usual.sales >= badTimes * usual[kind] * own.sales;
}
