import { zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';

const noAddress = `'${zeroAddress}'`;
const noDigest = `'${zeroBytes32}'`;

/**
 * Tables that mirror the chain. Every one listed in `firstJournaledTables` has a trigger that writes what a row was
 * before a change into `journal`, so that a reorganisation is undone by one generic function. Amounts are token units.
 * INVARIANT I12: after any reorganisations, restarts and duplicates these equal those of a clean run.
 */
export const chainTables = `
create table checkpoint (
  id int primary key check (id = 1),
  deployment text not null,
  block int not null,
  hash text not null,
  time int8 not null,
  finalized int not null
);

-- Blocks that may still be replaced, each the child of the one before.
create table blocks (number int primary key, hash text not null, parent text not null, time int8 not null);

create table parameters (
  id int primary key,
  fee_bps int not null default 0, min_coverage_bps int not null default 0, penalty_bps int not null default 0,
  answer_within_seconds int8 not null default 0, escalate_within_seconds int8 not null default 0,
  rule_within_seconds int8 not null default 0, treasury text not null default ''
);

create table tokens (
  address text primary key, symbol text not null, decimals int not null, accepted bool not null,
  min_stake_units numeric(78,0) not null, max_order_units numeric(78,0) not null
);

create table shops (
  address text primary key, profile text not null, encryption_key text not null,
  lowest_version numeric(20,0) not null default 0, opened_at int8 not null
);
create index on shops (opened_at desc);

create table publishers (shop text, publisher text, allowed bool not null, primary key (shop, publisher));
create table anchors (shop text, version numeric(20,0), root text not null, primary key (shop, version));

create table deposits (
  shop text, token text,
  staked_units numeric(78,0) not null, locked_units numeric(78,0) not null, unbonding_units numeric(78,0) not null,
  release_at int8 not null,
  primary key (shop, token)
);
create index on deposits (staked_units desc, shop);

create table orders (
  id text primary key,
  buyer text not null, shop text not null, token text not null, promoter text not null, parent text not null,
  host text not null, arbitrator text not null,
  listing text not null, sku text not null, details text not null, zone text not null,
  total_units numeric(78,0) not null, coverage_units numeric(78,0) not null,
  version numeric(20,0) not null, paid_at int8 not null, index int8 not null, quantity int8 not null, kind int not null,
  ship_within_seconds int8 not null, inspect_within_seconds int8 not null,
  commission_bps int not null, parent_bps int not null, host_bps int not null,
  parameters jsonb not null,
  state text not null, outcome text not null, deadline int8,
  buyer_bps int, seller_bps int, answered bool not null, fee_units numeric(78,0) not null,
  payout jsonb, closed_at int8,
  paid_block int not null, paid_log int not null, changed_block int not null
);
create index on orders (buyer, paid_block desc, paid_log desc);
create index on orders (shop, paid_block desc, paid_log desc);
create index on orders (promoter, paid_block desc, paid_log desc) where promoter <> ${noAddress};
create index on orders (parent, paid_block desc, paid_log desc) where parent <> ${noAddress};
create index on orders (paid_block desc, paid_log desc);
create index on orders (listing);
create index on orders (details) where details <> ${noDigest};
create index open_orders on orders (shop) where closed_at is null;

create table order_steps (
  order_id text, block int, log int, event text not null, at int8 not null, transaction text not null,
  by text, refund_bps int, content text,
  primary key (order_id, block, log)
);

create table sold (shop text, sku text, units int8 not null, primary key (shop, sku));

create table reviews (
  order_id text primary key, shop text not null, buyer text not null, token text not null,
  first_stars int not null, stars int not null, content text not null, weight_units numeric(78,0) not null,
  posted_at int8 not null, posted_block int not null, posted_log int not null,
  reply_content text, replied_at int8
);
create index on reviews (shop, posted_block desc, posted_log desc);
create index on reviews (buyer);

create table amendments (
  order_id text, number int, stars int not null, content text not null, posted_at int8 not null,
  primary key (order_id, number)
);

create table promoters (
  address text primary key, parent text not null, registered_at int8 not null,
  registered_block int not null, registered_log int not null
);
create index on promoters (parent);
create index on promoters (registered_block desc, registered_log desc);

-- State: pending while the order is open, then earned or void.
create table commissions (
  order_id text, level int, promoter text not null, token text not null, units numeric(78,0) not null,
  state text not null, at int8 not null,
  primary key (order_id, level)
);
create index on commissions (promoter, at desc);

create table credits (
  owner text, token text,
  credited_units numeric(78,0) not null default 0, withdrawn_units numeric(78,0) not null default 0,
  primary key (owner, token)
);
create table fees (
  token text primary key,
  taken_units numeric(78,0) not null default 0, withdrawn_units numeric(78,0) not null default 0
);

-- Counters by shop, and how often each buyer bought there.
create table shop_records (
  shop text primary key,
  open int not null default 0, completed int not null default 0, cancelled int not null default 0,
  not_shipped int not null default 0, settled int not null default 0, disputed int not null default 0,
  disputes_lost int not null default 0
);
create table shop_buyers (shop text, buyer text, orders int not null default 0, primary key (shop, buyer));
`;

/** The first tables whose changes are journaled, with their primary keys. */
export const firstJournaledTables = {
  parameters: ['id'],
  tokens: ['address'],
  shops: ['address'],
  publishers: ['shop', 'publisher'],
  anchors: ['shop', 'version'],
  deposits: ['shop', 'token'],
  orders: ['id'],
  order_steps: ['order_id', 'block', 'log'],
  sold: ['shop', 'sku'],
  reviews: ['order_id'],
  amendments: ['order_id', 'number'],
  promoters: ['address'],
  commissions: ['order_id', 'level'],
  credits: ['owner', 'token'],
  fees: ['token'],
  shop_records: ['shop'],
  shop_buyers: ['shop', 'buyer'],
} as const satisfies Record<string, readonly string[]>;
