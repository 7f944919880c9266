/** The court and the evidence before it: mirrors of the chain like the first tables. */
export const courtTables = `
create table juror_terms (token text primary key, seat_units numeric(78,0) not null, fee_units numeric(78,0) not null);

-- The list that draws pick from. A freed seat has no juror until somebody takes it again.
create table court_seats (
  token text, seat_id int8, juror text, active_at int8 not null, free_at int8, taken_at int8 not null,
  primary key (token, seat_id)
);
create index on court_seats (juror);

create table jurors (
  juror text, token text,
  staked_units numeric(78,0) not null default 0, locked_units numeric(78,0) not null default 0,
  slashed_units numeric(78,0) not null default 0, taken_at int8 not null default 0,
  primary key (juror, token)
);

-- Phase: drawing, voting, appealable, closed. Ruling: 0 none, 1 the shop's proposal, 2 the buyer's.
create table cases (
  order_id text primary key, phase text not null, round int not null, ruling int not null,
  buyer_evidence int not null default 0, shop_evidence int not null default 0, appeal_by int8,
  opened_at int8 not null, opened_block int not null, opened_log int not null,
  closed_at int8, juror_units numeric(78,0), returned_units numeric(78,0)
);
create index on cases (opened_block desc, opened_log desc);
create index open_cases on cases (phase) where closed_at is null;

create table court_rounds (
  order_id text, round int, payer text not null, panel_size int not null,
  fee_units numeric(78,0) not null, lock_units numeric(78,0) not null, cost_units numeric(78,0) not null,
  attempt int not null, draw_block int8, announced_at int8, commit_by int8, reveal_by int8,
  shop_votes int, buyer_votes int, ruling int, opened_at int8 not null, decided_at int8,
  primary key (order_id, round)
);

-- Nobody sits on one case twice, so a juror names the place. State: drawn, committed, revealed, excluded, silent.
create table panel_seats (
  order_id text, juror text, round int not null, seat int not null, state text not null,
  vote int, commitment text, lock_units numeric(78,0) not null, slashed_units numeric(78,0) not null default 0,
  proof text, drawn_at int8 not null,
  primary key (order_id, juror)
);
create index on panel_seats (juror, drawn_at desc);

-- Digests that the parties named, in a dispute, with a proposal, or before the court.
create table order_evidence (
  order_id text, block int, log int, party text not null, via text not null, digest text not null, at int8 not null,
  primary key (order_id, block, log)
);
create index on order_evidence (digest);
`;

/** Primary keys of these tables. */
export const courtJournaledTables = {
  juror_terms: ['token'],
  court_seats: ['token', 'seat_id'],
  jurors: ['juror', 'token'],
  cases: ['order_id'],
  court_rounds: ['order_id', 'round'],
  panel_seats: ['order_id', 'juror'],
  order_evidence: ['order_id', 'block', 'log'],
} as const satisfies Record<string, readonly string[]>;
