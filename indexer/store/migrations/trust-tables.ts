/**
 * What trust is computed into. All of it follows from the chain's tables and, for listings, from documents: it is never
 * journaled, but computed again for what changed. INVARIANT I14: the same rows on every node at the same block.
 */
export const trustTables = `
-- What is to be computed again. Kinds: review (an order), month (shop and month), shop, buyer, promoter, and all for
-- everything.
create table stale_trust (kind text, id text, primary key (kind, id));

-- What a fee paid at a time counts for; the same as growthOf in protocol/score.ts.
create function score_growth(seconds int8) returns numeric language sql immutable parallel safe as $$
  select (365 + day % 365)::numeric * trunc(power(2::numeric, (day / 365)::numeric))
  from (select least(greatest(seconds / 86400, 0), 91250) as day) days
$$;

-- Month of a time, of UTC.
create function month_of(seconds int8) returns text language sql immutable parallel safe as $$
  select to_char(to_timestamp(least(greatest(seconds, 0), 253402300799)) at time zone 'UTC', 'YYYY-MM')
$$;

-- Where a month starts and ends.
create function seconds_of(month text) returns int8 language sql immutable parallel safe as $$
  select extract(epoch from make_timestamptz(left(month, -3)::int, right(month, 2)::int, 1, 0, 0, 0, 'UTC'))::int8
$$;
create function seconds_after(month text) returns int8 language sql immutable parallel safe as $$
  select extract(epoch from make_timestamptz(left(month, -3)::int, right(month, 2)::int, 1, 0, 0, 0, 'UTC') at time zone 'UTC' + interval '1 month')::int8
$$;

-- What every review adds to scores.
create table review_parts (
  order_id text primary key, shop text not null, buyer text not null, listing text not null,
  posted_at int8 not null, stars int not null, half_stars int not null,
  fee_micros numeric not null, weight numeric not null
);
create index on review_parts (shop, weight desc, order_id);
create index on review_parts (shop, listing, weight desc, order_id);
create index on review_parts (shop, posted_at);

-- Sums of the reviews of one version of a listing. Handle: null until its document is known. Counts: false where the goods
-- were replaced since by those of the version that it was compared with.
create table version_scores (
  shop text, listing text, reviews int not null, weight_micros numeric not null,
  weight numeric not null, weighted numeric not null, histogram int[] not null,
  handle text, counts bool not null default true, compared text,
  primary key (shop, listing)
);
create index on version_scores (shop, handle) where handle is not null;
create index on version_scores (listing);

create table shop_reviewers (
  shop text, buyer text, reviews int not null, weight_micros numeric not null, primary key (shop, buyer)
);
create index on shop_reviewers (shop, weight_micros desc, buyer);

alter table shop_scores add column weight numeric not null default 0, add column weighted numeric not null default 0;
alter table listing_scores add column weight numeric not null default 0, add column weighted numeric not null default 0;

create table shop_facts (
  shop text primary key, buyers int not null, repeat_buyers int not null,
  shipped int not null, shipping_median int8, shipping_p90 int8,
  answered int not null, answer_median int8, answer_p90 int8
);
create table shop_months (
  shop text, month text, orders int not null, paid_micros numeric not null, completed int not null, failed int not null,
  disputed int not null, reviews int not null, stars int not null,
  primary key (shop, month)
);
create table buyer_records (
  buyer text primary key, orders int not null, shops int not null, completed int not null, refunded int not null,
  disputed int not null, disputes_won int not null, disputes_lost int not null, reviews int not null, stars int not null,
  first_at int8 not null
);
create table promoter_records (
  promoter text primary key, sales int not null, refunded int not null, disputed int not null,
  reviews int not null, stars int not null
);

-- What a reader should know before trusting a number. Subject: shop, buyer, promoter, or listing, whose handle is given.
create table flags (
  subject text, account text, handle text, kind text, severity text not null, share_bps int, cases int not null,
  since int8 not null, evidence jsonb not null,
  primary key (subject, account, handle, kind)
);

create index on orders (shop, paid_at);

-- Notes what a statement touched. After a range of many blocks it is cheaper to compute all of it.
create function mark_orders() returns trigger language plpgsql as $$
begin
  if exists (select from stale_trust where kind = 'all') then return null; end if;
  if tg_op = 'TRUNCATE' then
    insert into stale_trust values ('all', '') on conflict do nothing;
    return null;
  end if;
  if (select count(*) from (select from changed limit 2001) c) > 2000 then
    insert into stale_trust values ('all', '') on conflict do nothing;
    return null;
  end if;
  insert into stale_trust
    select 'month', shop || ' ' || month_of(paid_at) from changed
    union select 'shop', shop from changed
    union select 'buyer', buyer from changed
    union select 'promoter', promoter from changed where promoter <> '0x0000000000000000000000000000000000000000'
  on conflict do nothing;
  return null;
end $$;

create function mark_reviews() returns trigger language plpgsql as $$
begin
  if exists (select from stale_trust where kind = 'all') then return null; end if;
  if tg_op = 'TRUNCATE' then
    insert into stale_trust values ('all', '') on conflict do nothing;
    return null;
  end if;
  if (select count(*) from (select from changed limit 2001) c) > 2000 then
    insert into stale_trust values ('all', '') on conflict do nothing;
    return null;
  end if;
  insert into stale_trust
    select 'review', order_id from changed
    union select 'month', shop || ' ' || month_of(posted_at) from changed
    union select 'shop', shop from changed
    union select 'buyer', buyer from changed
    union select 'promoter', o.promoter from changed c join orders o on o.id = c.order_id
      where o.promoter <> '0x0000000000000000000000000000000000000000'
  on conflict do nothing;
  return null;
end $$;
${['orders', 'reviews']
  .flatMap((table) => [
    `create trigger trust_insert after insert on ${table} referencing new table as changed for each statement execute function mark_${table}();`,
    `create trigger trust_update after update on ${table} referencing new table as changed for each statement execute function mark_${table}();`,
    `create trigger trust_delete after delete on ${table} referencing old table as changed for each statement execute function mark_${table}();`,
    `create trigger trust_truncate after truncate on ${table} for each statement execute function mark_${table}();`,
  ])
  .join('\n')}

-- Whatever is there is computed at the next look.
insert into stale_trust values ('all', '');
`;
