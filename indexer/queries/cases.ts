import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { CaseDetail, CaseQuery, CaseSummary, PanelSeatView, RoundView } from '../../protocol/api/court.ts';
import { appealCost, rulings } from '../../protocol/court.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { caseSummaries } from './case-summaries.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
import { listEvidence } from './evidence.ts';

export type ListCasesParameters = CaseQuery & { now: number };

/**
 * Lists cases, newest first.
 * @throws VouchError `cursor.invalid`
 */
export async function listCases(
  db: Kysely<Database>,
  { juror, party, state, limit, cursor, now }: ListCasesParameters,
): Promise<Page<CaseSummary>> {
  const after = decodeCursor(cursor, { sort: 'opened', keys: ['number', 'number'] });
  const conditions = [
    sql`true`,
    ...(juror === undefined
      ? []
      : [sql`exists (select from panel_seats p where p.order_id = c.order_id and p.juror = ${juror})`]),
    ...(party === undefined
      ? []
      : [sql`exists (select from orders o where o.id = c.order_id and ${party} in (o.buyer, o.shop))`]),
    ...(state === undefined ? [] : [sql`c.phase = ${state}`]),
    ...(after === undefined ? [] : [sql`(c.opened_block, c.opened_log) < (${after[0]}::int, ${after[1]}::int)`]),
  ];
  const { rows } = await sql<Pick<Database['cases'], 'order_id' | 'opened_block' | 'opened_log'>>`
    select c.order_id, c.opened_block, c.opened_log from cases c where ${sql.join(conditions, sql` and `)}
    order by c.opened_block desc, c.opened_log desc limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) =>
    encodeCursor('opened', [row.opened_block, row.opened_log]),
  );
  const ids = kept.map(({ order_id }) => order_id);
  return { items: await caseSummaries(db, ids, now), nextCursor };
}

/** Everything about the case of one order, or undefined when it has none. */
export async function getCase(db: Kysely<Database>, id: string, now: number): Promise<CaseDetail | undefined> {
  // Safety: an ID of another form finds no row.
  const order = id as Hex;
  const [[summary], row, rounds, panel, evidence] = await Promise.all([
    caseSummaries(db, [order], now),
    db
      .selectFrom('cases as c')
      .innerJoin('orders as o', 'o.id', 'c.order_id')
      .selectAll('c')
      .select(['o.payout', 'o.shop'])
      .where('c.order_id', '=', order)
      .executeTakeFirst(),
    db.selectFrom('court_rounds').selectAll().where('order_id', '=', order).orderBy('round').execute(),
    db.selectFrom('panel_seats').selectAll().where('order_id', '=', order).orderBy('round').orderBy('seat').execute(),
    listEvidence(db, order),
  ]);
  if (summary === undefined || row === undefined) return undefined;
  return {
    ...summary,
    appealBy: row.phase === 'appealable' ? row.appeal_by : null,
    appealUnits: appealCost(BigInt(rounds[0]?.fee_units ?? 0)).toString(),
    rounds: rounds.map((round) =>
      roundView(
        round,
        row.shop,
        panel.filter((seat) => seat.round === round.round),
      ),
    ),
    evidence,
    costs:
      row.closed_at === null
        ? null
        : {
            jurorUnits: row.juror_units ?? '0',
            returnedUnits: row.returned_units ?? '0',
            buyerUnits: row.payout?.costsUnits ?? '0',
          },
  };
}

const roundView = (
  row: Database['court_rounds'],
  shop: string,
  panel: readonly Database['panel_seats'][],
): RoundView => ({
  round: row.round,
  by: row.payer === shop ? 'seller' : 'buyer',
  costUnits: row.cost_units,
  panelSize: row.panel_size,
  feeUnits: row.fee_units,
  lockUnits: row.lock_units,
  attempt: row.attempt,
  drawBlock: row.draw_block ?? 0,
  commitBy: row.commit_by,
  revealBy: row.reveal_by,
  decided:
    row.decided_at === null
      ? null
      : {
          ruling: rulings[row.ruling ?? 0] ?? 'refused',
          shopVotes: row.shop_votes ?? 0,
          buyerVotes: row.buyer_votes ?? 0,
          at: row.decided_at,
        },
  panel: panel.map(seatView),
});

const seatView = (row: Database['panel_seats']): PanelSeatView => ({
  seat: row.seat,
  juror: row.juror,
  state: row.state,
  vote: row.vote === null ? null : row.vote === 1 ? 'shop' : 'buyer',
  commitment: row.commitment,
  lockUnits: row.lock_units,
  slashedUnits: row.slashed_units,
});
