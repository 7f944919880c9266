/**
 * What open orders are worth, kept as a sum by shop and token instead of found among the orders: an index of open orders
 * would have to be written whenever one closes, and with it, since PostgreSQL then cannot change a row in its place, every
 * other index of that order. The free part of each page is where changed orders go.
 */
export const openUnits = `
create table open_units (shop text, token text, units numeric(78,0) not null default 0, primary key (shop, token));
insert into open_units
  select shop, token, coalesce(sum(total_units) filter (where closed_at is null), 0) from orders group by shop, token;
delete from state_digest;
drop index open_orders;
alter table orders set (fillfactor = 60);
alter table sold set (fillfactor = 80);
alter table credits set (fillfactor = 80);

-- Definitions of indexes that are built once a chain has been read from its beginning.
create table deferred_indexes (name text primary key, definition text not null);
`;

/** Primary keys of the tables that mirror the chain. */
export const openUnitsJournaledTables = { open_units: ['shop', 'token'] } as const satisfies Record<
  string,
  readonly string[]
>;
