import { zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';

const noAddress = `'${zeroAddress}'`;
const noDigest = `'${zeroBytes32}'`;

/** Groups, discounts, the shops' own records, and the register of operators: mirrors of the chain like the first tables. */
export const tradeTables = `
-- A pooling order of a group that filled up counts as paid: readers join the group, so that no event touches many rows.
alter table orders
  add column leader text not null default ${noAddress},
  add column pickup text not null default ${noAddress},
  add column group_id text not null default ${noDigest},
  add column handover text not null default ${noDigest},
  add column leader_bps int not null default 0,
  add column pickup_bps int not null default 0,
  add column discount_units numeric(78,0) not null default 0;
create index on orders (group_id, paid_block, paid_log) where group_id <> ${noDigest};
create index on orders (pickup, paid_block desc, paid_log desc) where pickup <> ${noAddress};
create index on orders (host) where host <> ${noAddress};

-- The tier is zero while the shop may sell, otherwise one more than the tier that its stake must reach.
alter table deposits
  add column closed_units numeric(78,0) not null default 0,
  add column failed_units numeric(78,0) not null default 0,
  add column suspended_tier int not null default 0;

create table groups (
  id text primary key, shop text not null, leader text not null, sku text not null, token text not null,
  price_units numeric(78,0) not null, size int not null, within_seconds int8 not null,
  leader_bps int not null, commission_bps int not null,
  deadline int8 not null, members int not null, filled_at int8, filled_block int, filled_log int, filled_transaction text,
  opened_at int8 not null, opened_block int not null, opened_log int not null
);
create index on groups (opened_block desc, opened_log desc);
create index on groups (shop, opened_block desc, opened_log desc);
create index on groups (leader, opened_block desc, opened_log desc);

create table coupons (id text primary key, shop text not null, uses int8 not null default 0, cancelled bool not null default false);
create index on coupons (shop);
-- What the discount of an order used up. The coupon is the zero digest, or the points zero, where there were none.
create table discounts (
  order_id text primary key, coupon_id text not null, coupon_units numeric(78,0) not null, first_order_only bool not null,
  points_issuer text not null, points numeric(78,0) not null, given_back bool not null, at int8 not null
);
create index on discounts (coupon_id, at desc) where coupon_id <> ${noDigest};

create table points_programs (
  shop text, token text, earn_bps int not null, max_discount_bps int not null, primary key (shop, token)
);
create table points_balances (
  holder text, issuer text, token text,
  earned_points numeric(78,0) not null default 0, spent_points numeric(78,0) not null default 0,
  primary key (holder, issuer, token)
);
create index on points_balances (issuer, token);
create table points_claims (order_id text primary key, points numeric(78,0) not null, at int8 not null);
-- A rate of zero: ended. What was used outlives the alliance.
create table alliances (
  issuer text, acceptor text, token text,
  rate_bps int not null default 0, max_discount_bps int not null default 0, cap_points numeric(78,0) not null default 0,
  valid_until int8 not null default 0, made_at int8 not null default 0, used_points numeric(78,0) not null default 0,
  primary key (issuer, acceptor, token)
);
create index on alliances (acceptor);

create table hosts (
  operator text primary key, payout text not null, peer_id text not null, endpoints jsonb not null,
  announced_at int8 not null, announced_block int not null, announced_log int not null, retired bool not null
);
create index on hosts (payout);
create index on hosts (announced_block desc, announced_log desc);
`;

/** Primary keys of these tables. */
export const tradeJournaledTables = {
  groups: ['id'],
  coupons: ['id'],
  discounts: ['order_id'],
  points_programs: ['shop', 'token'],
  points_balances: ['holder', 'issuer', 'token'],
  points_claims: ['order_id'],
  alliances: ['issuer', 'acceptor', 'token'],
  hosts: ['operator'],
} as const satisfies Record<string, readonly string[]>;
