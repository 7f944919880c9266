/** Who pays whom outside of orders, as far as the chain shows it: what flags of wash trading rest on. */
export const linkTables = `
-- Rows of reviews that went with a reorganisation are found without looking at all others.
create index on version_scores (shop) where reviews = 0;
create index on shop_reviewers (shop) where reviews = 0;
create index on shop_scores (shop) where reviews = 0;

-- Credits that somebody withdrew to another address than their own. A mirror of the chain.
create table payouts (
  owner text, receiver text, token text, units numeric(78,0) not null default 0, times int not null default 0,
  at int8 not null, transaction text not null,
  primary key (owner, receiver, token)
);
create index on payouts (receiver, owner);

-- Who first sent an account an accepted token, before its first order; null where nobody did in the blocks that are
-- looked through. Computed from final blocks.
create table funders (
  account text primary key, funder text, token text, transaction text, at int8
);
create index on funders (funder) where funder is not null;
-- Another chain has other funders.
create function forget_funders() returns trigger language plpgsql as $$
begin
  delete from funders;
  return null;
end $$;
create trigger forget_funders after truncate on orders for each statement execute function forget_funders();

-- A shop that buys, and a promoter who is brought by another, take part in somebody else's numbers and their own.
create function mark_orders_of_parties() returns trigger language plpgsql as $$
begin
  if exists (select from stale_trust where kind = 'all') then return null; end if;
  insert into stale_trust
    select 'shop', buyer from changed where exists (select from shops where address = buyer)
    union select 'promoter', buyer from changed
      where promoter <> '0x0000000000000000000000000000000000000000' and exists (select from promoters where address = buyer)
  on conflict do nothing;
  return null;
end $$;
create trigger trust_parties_insert after insert on orders referencing new table as changed
  for each statement execute function mark_orders_of_parties();
create trigger trust_parties_delete after delete on orders referencing old table as changed
  for each statement execute function mark_orders_of_parties();

-- Above so many accounts, a shared address is an exchange or a service, not a person; see the thresholds of flags.
create function mark_payouts() returns trigger language plpgsql as $$
begin
  if exists (select from stale_trust where kind = 'all') then return null; end if;
  if (select count(*) from (select from changed limit 201) c) > 200 then
    insert into stale_trust values ('all', '') on conflict do nothing;
    return null;
  end if;
  insert into stale_trust
    select 'shop', s.address from (
      select owner as account from changed union select receiver from changed
      union select sharing.owner from changed c cross join lateral (
        select distinct p.owner from payouts p where p.receiver = c.receiver limit 27) sharing) linked
    cross join lateral (
      select linked.account as shop union select o.shop from orders o where o.buyer = linked.account) touched
    join shops s on s.address = touched.shop
  on conflict do nothing;
  return null;
end $$;
create trigger trust_insert after insert on payouts referencing new table as changed
  for each statement execute function mark_payouts();
create trigger trust_update after update on payouts referencing new table as changed
  for each statement execute function mark_payouts();
create trigger trust_delete after delete on payouts referencing old table as changed
  for each statement execute function mark_payouts();

create function mark_equivocations() returns trigger language plpgsql as $$
begin
  insert into stale_trust select distinct 'shop', shop from changed on conflict do nothing;
  return null;
end $$;
create trigger trust_insert after insert on equivocations referencing new table as changed
  for each statement execute function mark_equivocations();
`;

/** Primary keys of the tables that mirror the chain. */
export const linkJournaledTables = { payouts: ['owner', 'receiver', 'token'] } as const satisfies Record<
  string,
  readonly string[]
>;
