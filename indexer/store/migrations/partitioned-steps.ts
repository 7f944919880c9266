/** The name under which the first partition keeps what was there before, and where it ends. */
const FIRST_PARTITION = 'order_steps_first';
/** Blocks that the first partition takes at least; later ones are as wide as their rows allow. */
export const FIRST_PARTITION_BLOCKS = 1_000_000;

/**
 * Cuts the history of orders into partitions by block: it grows without end, only its newest part is written, and a
 * random order's key would make every insert touch another page of one ever larger index. What is there becomes the first
 * partition as it is; no row is copied.
 */
export const partitionedSteps = `
drop trigger journal_order_steps on order_steps;
alter table order_steps rename to ${FIRST_PARTITION};
alter index order_steps_pkey rename to ${FIRST_PARTITION}_pkey;
create table order_steps (like ${FIRST_PARTITION} including all) partition by range (block);

do $$ begin
  execute format('alter table order_steps attach partition ${FIRST_PARTITION} for values from (minvalue) to (%s)',
    (select (coalesce(max(block), 0) / ${FIRST_PARTITION_BLOCKS} + 1) * ${FIRST_PARTITION_BLOCKS} from ${FIRST_PARTITION}));
end $$;

-- A trigger of a partition knows only the partition's name; the journal keeps that of the whole table.
create function journal_partition_row() returns trigger language plpgsql as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  image jsonb := coalesce(was, to_jsonb(new));
  key jsonb := '{}';
begin
  for argument in 1 .. tg_nargs - 1 loop
    key := key || jsonb_build_object(tg_argv[argument], image -> tg_argv[argument]);
  end loop;
  insert into journal (block, table_name, key, was)
  values (current_setting('indexer.block')::int, tg_argv[0], key, was);
  return null;
end $$;
create trigger journal_order_steps after insert or update or delete on order_steps for each row
  when (coalesce(current_setting('indexer.block', true), '') <> '')
  execute function journal_partition_row(order_steps, order_id, block, log);
`;
