/** What this node's operator leaves out. It is written whole from the policy and the subscribed lists. */
export const carriedTables = `
-- Shops that the operator named: false for denied ones, true for followed and allowed ones.
create table carried_shops (shop text primary key, carried boolean not null);
-- Digests of blocks that are not carried.
create table denied_blocks (digest text primary key);
-- Has its one row while only followed shops are carried.
create table carried_mode (id int primary key check (id = 1));

create function is_carried(text) returns boolean language sql stable as $$
  select coalesce((select carried from carried_shops where shop = $1), not exists (select from carried_mode))
$$;
`;
