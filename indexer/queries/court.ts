import { type Kysely, sql } from 'kysely';
import type { TokenView } from '../../protocol/api/common.ts';
import type { CourtPoolView, JurorView } from '../../protocol/api/court.ts';
import { courtValueCap } from '../../protocol/court.ts';
import type { Database } from '../store/schema.ts';
import { caseSummaries } from './case-summaries.ts';
import { tokenJson } from './listing-summaries.ts';

/** Cases of a juror that are shown. */
const RECENT = 50;

/** The court in every token that it knows. */
export async function listCourtPools(db: Kysely<Database>): Promise<CourtPoolView[]> {
  const { rows } = await sql<Omit<CourtPoolView, 'capUnits'>>`
    select ${tokenJson} as token, j.seat_units::text as "seatUnits", j.fee_units::text as "feeUnits",
      (select count(*) from court_seats s where s.token = j.token and s.juror is not null and s.free_at is null) as seats,
      (select count(distinct s.juror) from court_seats s where s.token = j.token and s.free_at is null) as jurors,
      (select coalesce(sum(staked_units), 0)::text from jurors held where held.token = j.token) as "stakedUnits",
      (select count(*) from cases c join orders o on o.id = c.order_id
       where o.token = j.token and c.closed_at is null) as "openCases"
    from juror_terms j join tokens t on t.address = j.token order by j.token`.execute(db);
  return rows.map((row) => ({
    ...row,
    capUnits: courtValueCap({
      keptSeats: row.seats,
      seatUnits: BigInt(row.seatUnits),
      stakedUnits: BigInt(row.stakedUnits),
    }).toString(),
  }));
}

/**
 * Stakes, seats and cases of a juror; undefined for an account that never took a seat.
 * @param now Unix seconds
 */
export async function getJuror(db: Kysely<Database>, address: string, now: number): Promise<JurorView | undefined> {
  const [stakes, seats, counts, months, cases] = await Promise.all([
    stakesOf(db, address),
    seatsOf(db, address),
    countsOf(db, address),
    monthsOf(db, address, now),
    casesOf(db, address, now),
  ]);
  return stakes.length === 0 ? undefined : { address, stakes, seats, ...counts, months, cases };
}

/** Who revealed a vote is paid when the case is closed, for either vote. */
const stakesOf = async (db: Kysely<Database>, juror: string): Promise<JurorView['stakes']> =>
  (
    await sql<JurorView['stakes'][number]>`
    select ${tokenJson} as token, j.staked_units::text as "stakedUnits", j.locked_units::text as "lockedUnits",
      j.slashed_units::text as "slashedUnits",
      (select coalesce(sum(r.fee_units), 0)::text from panel_seats p
       join court_rounds r on r.order_id = p.order_id and r.round = p.round
       join cases c on c.order_id = p.order_id and c.closed_at is not null
       join orders o on o.id = p.order_id and o.token = j.token
       where p.juror = j.juror and p.state = 'revealed') as "earnedUnits"
    from jurors j join tokens t on t.address = j.token where j.juror = ${juror} order by j.token`.execute(db)
  ).rows;

const seatsOf = async (db: Kysely<Database>, juror: string): Promise<JurorView['seats']> =>
  (
    await sql<{ token: TokenView; seatId: number; activeAt: number; freeAt: number | null }>`
    select ${tokenJson} as token, s.seat_id as "seatId", s.active_at as "activeAt", s.free_at as "freeAt"
    from court_seats s join tokens t on t.address = s.token where s.juror = ${juror}
    order by s.token, s.seat_id`.execute(db)
  ).rows;

const YEAR_SECONDS = 366 * 86_400;

const monthsOf = async (db: Kysely<Database>, juror: string, now: number): Promise<JurorView['months']> =>
  (
    await sql<JurorView['months'][number]>`
    select months.start::int as start, ${tokenJson} as token, months.units::text as "earnedUnits" from (
      select extract(epoch from date_trunc('month', to_timestamp(r.decided_at), 'UTC')) as start, o.token,
        sum(r.fee_units) as units
      from panel_seats p
      join court_rounds r on r.order_id = p.order_id and r.round = p.round
      join cases c on c.order_id = p.order_id and c.closed_at is not null
      join orders o on o.id = p.order_id
      where p.juror = ${juror} and p.state = 'revealed' and r.decided_at >= ${now - YEAR_SECONDS}::int
      group by 1, 2
    ) months join tokens t on t.address = months.token order by months.start, t.address`.execute(db)
  ).rows;

type Counts = Pick<JurorView, 'drawn' | 'voted' | 'silent' | 'overturned'>;

async function countsOf(db: Kysely<Database>, juror: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*) as drawn, count(*) filter (where state = 'revealed') as voted,
      count(*) filter (where state = 'silent') as silent,
      count(*) filter (where state = 'revealed' and slashed_units > 0) as overturned
    from panel_seats where juror = ${juror}`.execute(db);
  return rows[0] ?? { drawn: 0, voted: 0, silent: 0, overturned: 0 };
}

async function casesOf(db: Kysely<Database>, juror: string, now: number): Promise<JurorView['cases']> {
  const { rows } = await sql<Pick<Database['panel_seats'], 'order_id' | 'seat' | 'state'>>`
    select p.order_id, p.seat, p.state from panel_seats p join cases c on c.order_id = p.order_id
    where p.juror = ${juror}
    order by c.phase = 'voting' and p.round = c.round and p.state in ('drawn', 'committed') desc,
      p.drawn_at desc, p.order_id limit ${RECENT}`.execute(db);
  const summaries = await caseSummaries(
    db,
    rows.map(({ order_id }) => order_id),
    now,
  );
  const byOrder = new Map(summaries.map((summary) => [summary.order, summary]));
  return rows.flatMap(({ order_id, seat, state }) => {
    const summary = byOrder.get(order_id);
    return summary === undefined ? [] : [{ ...summary, seat, seatState: state }];
  });
}
