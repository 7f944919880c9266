/**
 * Whose edges of the trust graph changed, and in which transaction: readers that hold the graph in memory read again what
 * changed since they looked. The account `*` stands for everybody.
 */
export const trustGraphTables = `
create table trust_changes (account text primary key, transaction xid8 not null);
create index on trust_changes (transaction);

create function note_trust_of_buyers() returns trigger language plpgsql as $$ begin
  insert into trust_changes select distinct buyer, pg_current_xact_id() from touched order by 1
  on conflict (account) do update set transaction = excluded.transaction;
  return null;
end $$;

create function note_trust_of_authors() returns trigger language plpgsql as $$ begin
  insert into trust_changes select distinct author, pg_current_xact_id() from touched order by 1
  on conflict (account) do update set transaction = excluded.transaction;
  return null;
end $$;

create function note_trust_emptied() returns trigger language plpgsql as $$ begin
  insert into trust_changes values ('*', pg_current_xact_id())
  on conflict (account) do update set transaction = excluded.transaction;
  return null;
end $$;

create trigger trust_of_new after insert on reviews referencing new table as touched
  for each statement execute function note_trust_of_buyers();
create trigger trust_of_changed after update on reviews referencing new table as touched
  for each statement execute function note_trust_of_buyers();
create trigger trust_of_removed after delete on reviews referencing old table as touched
  for each statement execute function note_trust_of_buyers();
create trigger trust_of_emptied after truncate on reviews
  for each statement execute function note_trust_emptied();

create trigger trust_of_followers after insert on follows referencing new table as touched
  for each statement execute function note_trust_of_authors();
create trigger trust_of_unfollowers after delete on follows referencing old table as touched
  for each statement execute function note_trust_of_authors();
`;
