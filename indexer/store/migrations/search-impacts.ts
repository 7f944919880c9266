/**
 * Splits the search's rows: what thousands of hits are filtered and sorted by stands in short rows, thirty to a page, and
 * what a few hundred are weighed by in a table that is only read for them.
 */
export const searchImpacts = `
create table search_impacts (
  id int8 primary key, handle text not null,
  -- Numbers of the tokens, those of the shop's names last and without an impact; and how much the listing is about each.
  words int[] not null, impacts int2[] not null
);
insert into search_impacts select r.id, l.handle, r.words, r.impacts from search_rows r join listings l on l.id = r.id;

-- PostgreSQL moves long values out of a row only when the row has more than 2 kB, and then until it has as little as asked
-- for. The words are read by their index alone; the filler, of 31 bytes once it is squeezed, makes every row long enough.
drop index search_rows_words_idx;
alter table search_rows drop column impacts, alter column tags set storage main, alter column countries set storage main;
alter table search_rows set (toast_tuple_target = 128);
alter table search_rows add column filler text not null default '';
alter table search_rows alter column filler set default repeat('.', 2048);
update search_rows set filler = default;
create index search_rows_words_idx on search_rows using gin (words gin__int_ops);

create or replace function search_follow_listings() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from search_rows r using changed c where r.id = c.id;
    delete from search_impacts i using changed c where i.id = c.id;
  else
    update search_rows r set milli_stars = c.milli_stars, reviews = c.reviews
    from changed c where r.id = c.id and (r.milli_stars, r.reviews) is distinct from (c.milli_stars, c.reviews);
  end if;
  return null;
end $$;
`;
