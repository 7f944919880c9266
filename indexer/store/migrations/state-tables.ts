/**
 * The state digest: a sum over the hashes of all rows that mirror the chain, kept at the newest final block. A row's hash
 * is the SHA-256 of its JSON in four 64-bit lanes; lanes are added modulo 2^64, so that rows come and go one by one. It
 * finds faults of honest nodes; it is no commitment against somebody who may choose rows.
 */
export const stateTables = `
-- Schema: names the columns of the tables; digests of another shape say nothing of these.
create table state_digest (id int primary key check (id = 1), block int not null, schema text not null, tables jsonb not null);
create table state_history (block int primary key, hash text not null, digest text not null, tables jsonb not null);
create index journal_key on journal (table_name, key, op_id);

create function row_lane(hash bytea, lane int) returns numeric language sql immutable parallel safe as $$
  select ('x' || encode(substr(hash, lane * 8 + 1, 8), 'hex'))::bit(64)::int8::numeric
$$;

-- What one journaled block changed: rows that came minus rows that went, and what that adds to each lane.
create function state_delta(target int)
returns table (name text, rows int8, a numeric, b numeric, c numeric, d numeric) language plpgsql as $$
declare
  touched text;
  columns text;
begin
  for touched in select distinct table_name from journal where block = target loop
    select string_agg(quote_ident(k), ', ') into columns
    from jsonb_object_keys((select j.key from journal j where j.table_name = touched and j.block = target limit 1)) as k;
    return query execute format(
      'with old as (
         select distinct on (key) key, was from journal where table_name = %1$L and block = $1 order by key, op_id
       ), images as (
         select -1 as sign, was as image from old
         union all
         select 1, case when later.key is null then now.image else later.was end
         from old
         left join lateral (
           select j.key, j.was from journal j where j.table_name = %1$L and j.key = old.key and j.block > $1
           order by j.op_id limit 1) later on true
         left join lateral (
           select to_jsonb(t) as image from %1$I t
           where (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, old.key))) now on true
       ), hashes as (
         select sign, sha256(convert_to(image::text, ''UTF8'')) as hash from images where image is not null
       )
       select %1$L::text, coalesce(sum(sign), 0)::int8, coalesce(sum(sign * row_lane(hash, 0)), 0),
         coalesce(sum(sign * row_lane(hash, 1)), 0), coalesce(sum(sign * row_lane(hash, 2)), 0),
         coalesce(sum(sign * row_lane(hash, 3)), 0) from hashes', touched, columns) using target;
  end loop;
end $$;
`;
