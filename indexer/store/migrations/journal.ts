import { firstJournaledTables } from './chain-tables.ts';

/** The triggers that journal the changes of tables, given with their primary keys. */
export function journalTriggers(tables: Record<string, readonly string[]>): string {
  return Object.entries(tables)
    .map(
      ([table, key]) => `create trigger journal_${table} after insert or update or delete on ${table} for each row
  when (coalesce(current_setting('indexer.block', true), '') <> '') execute function journal_row(${key.join(', ')});`,
    )
    .join('\n');
}

/**
 * The undo journal. While `indexer.block` is set in a transaction, every change of a journaled table leaves its key and
 * the row as it was. `revert_to(n)` puts back the first image after block n of every touched row.
 */
export const journal = `
create table journal (
  op_id int8 generated always as identity primary key,
  block int not null,
  table_name text not null,
  key jsonb not null,
  was jsonb
);
create index on journal (block);

create function journal_row() returns trigger language plpgsql as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  image jsonb := coalesce(was, to_jsonb(new));
  key jsonb := '{}';
  name text;
begin
  foreach name in array tg_argv loop key := key || jsonb_build_object(name, image -> name); end loop;
  insert into journal (block, table_name, key, was) values (current_setting('indexer.block')::int, tg_table_name, key, was);
  return null;
end $$;

create function revert_to(target int) returns void language plpgsql as $$
declare
  touched text;
  columns text;
begin
  perform set_config('indexer.block', '', true);
  for touched in select distinct table_name from journal where block > target loop
    select string_agg(quote_ident(name), ', ') into columns
    from jsonb_object_keys((select key from journal where table_name = touched and block > target limit 1)) as name;
    execute format(
      'delete from %1$I where (%2$s) in (
         select %2$s from (select distinct key from journal where table_name = %1$L and block > $1) j,
         lateral jsonb_populate_record(null::%1$I, j.key))', touched, columns) using target;
    execute format(
      'insert into %1$I select r.* from (
         select distinct on (key) was from journal where table_name = %1$L and block > $1 order by key, op_id) j,
         lateral jsonb_populate_record(null::%1$I, j.was) r where j.was is not null', touched) using target;
  end loop;
  delete from journal where block > target;
  delete from blocks where number > target;
end $$;

${journalTriggers(firstJournaledTables)}
`;
