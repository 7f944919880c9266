/** Triggers that call a function once for each statement, with the rows that it changed as `changed`. */
const onChange = (table: string, call: string): string =>
  (['insert', 'update', 'delete'] as const)
    .map(
      (event) => `create trigger search_${event} after ${event} on ${table}
  referencing ${event === 'delete' ? 'old' : 'new'} table as changed for each statement execute function ${call};`,
    )
    .join('\n');

/**
 * The index of the search. Everything that a search filters, counts or ranks by stands in one narrow row of each listing,
 * and what is the same for many listings (who sells, whether it is listed, what deposit is free) in a few hundred tills.
 * Triggers keep both equal to the tables that they come from, also when a reorganisation puts rows back, so that a visitor
 * pays for none of it.
 */
export const searchTables = `
create extension if not exists intarray;

-- A shop with one of the tokens that it sells for. Not listed: zero in listed_until.
create table search_tills (
  id int generated always as identity primary key, shop text not null, token text not null,
  listed_until int8 not null default 0,
  free_units numeric(78,0) not null default 0, staked_micros int8 not null default 0,
  milli_stars int not null default 0, weight_micros int8 not null default 0,
  unique (shop, token)
);
create index on search_tills (token);

create table search_rows (
  id int8 primary key, place int8 not null, updated_at int8 not null,
  -- Millionths of a whole token; null until the token is known.
  price_micros int8, price_units numeric(78,0) not null,
  till int not null, milli_stars int not null, reviews int not null, kind int not null,
  -- Number in the taxonomy, zero for none.
  category int not null,
  latitude_e6 int, longitude_e6 int,
  is_covered_whole bool not null, is_group bool not null, in_stock bool not null,
  tags text[] not null, countries text[] not null,
  -- Numbers of the tokens, and how much the listing is about each.
  words int[] not null, impacts int2[] not null
) with (fillfactor = 90);
-- Both hold numbers without pattern: squeezing them costs time and saves nothing.
alter table search_rows alter column words set storage external, alter column impacts set storage external;
create index on search_rows using gin (words gin__int_ops);
create index on search_rows (till, updated_at desc, place desc);
create index on search_rows (updated_at desc, place desc);
create index on search_rows (price_micros, place);
create index on search_rows (milli_stars desc, place desc);
create index on search_rows (latitude_e6, longitude_e6) where latitude_e6 is not null;
alter table search_rows alter column words set statistics 400;

-- The dictionary: how many listings hold a token. Changes wait in a log, so that shops that publish at the same time do
-- not wait for each other's common words.
create table search_words (hash int primary key, word text collate "C" not null, listings int not null default 0);
create index on search_words (word);
create table search_typos (deletion int not null, hash int not null references search_words on delete cascade, primary key (deletion, hash));
create index on search_typos (hash);
create table search_changes (op_id int8 generated always as identity primary key, sign int not null, words int[] not null);
create table search_texts (op_id int8 generated always as identity primary key, hashes int[] not null, texts text[] not null);

create function search_log_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_changes (sign, words) select 1, words from changed;
  elsif tg_op = 'DELETE' then
    insert into search_changes (sign, words) select -1, words from changed;
  else
    insert into search_changes (sign, words)
    select side.sign, side.words from was join changed n using (id), lateral (values (-1, was.words), (1, n.words)) side (sign, words)
    where was.words is distinct from n.words;
  end if;
  return null;
end $$;
create trigger log_insert after insert on search_rows referencing new table as changed for each statement execute function search_log_words();
create trigger log_delete after delete on search_rows referencing old table as changed for each statement execute function search_log_words();
create trigger log_update after update on search_rows referencing old table as was new table as changed for each statement execute function search_log_words();

create function settle_tills(shops text[]) returns void language sql as $$
  update search_tills t set listed_until = n.listed_until, free_units = n.free_units, staked_micros = n.staked_micros,
    milli_stars = n.milli_stars, weight_micros = n.weight_micros
  from (
    select t.id,
      coalesce(case when k.accepted and h.version >= s.lowest_version then h.valid_until end, 0) as listed_until,
      coalesce(greatest(d.staked_units - d.locked_units - d.unbonding_units, 0), 0) as free_units,
      least(coalesce(trunc(greatest(d.staked_units - d.unbonding_units, 0) * 1000000 / power(10::numeric, k.decimals)), 0), 9e15)::int8 as staked_micros,
      coalesce(sc.milli_stars, 0) as milli_stars, least(coalesce(sc.weight_micros, 0), 9e15)::int8 as weight_micros
    from search_tills t
    left join shops s on s.address = t.shop
    left join heads h on h.shop = t.shop
    left join tokens k on k.address = t.token
    left join deposits d on d.shop = t.shop and d.token = t.token
    left join shop_scores sc on sc.shop = t.shop
    where t.shop = any(shops)
  ) n
  where t.id = n.id and (t.listed_until, t.free_units, t.staked_micros, t.milli_stars, t.weight_micros)
    is distinct from (n.listed_until, n.free_units, n.staked_micros, n.milli_stars, n.weight_micros)
$$;

create function search_price_micros(units numeric, decimals int) returns int8 language sql immutable as $$
  select least(trunc(units * 1000000 / power(10::numeric, decimals)), 9e17)::int8
$$;

create function search_follow_shops() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'shops' then
    perform settle_tills(array(select address from changed));
  elsif tg_table_name = 'tokens' then
    perform settle_tills(array(select distinct t.shop from search_tills t join changed c on c.address = t.token));
    update search_rows r set price_micros = search_price_micros(r.price_units, c.decimals)
    from changed c join search_tills t on t.token = c.address
    where r.till = t.id and r.price_micros is distinct from search_price_micros(r.price_units, c.decimals);
  else
    perform settle_tills(array(select distinct shop from changed));
  end if;
  return null;
end $$;
${['shops', 'tokens', 'heads', 'deposits', 'shop_scores'].map((table) => onChange(table, 'search_follow_shops()')).join('\n')}

create function is_in_stock(of_shop text, of_handle text) returns bool language sql stable as $$
  select exists (select from offers o left join sold using (shop, sku)
    where o.shop = of_shop and o.handle = of_handle and o.max_sold > coalesce(sold.units, 0))
$$;
create function search_follow_sold() returns trigger language plpgsql as $$
begin
  update search_rows r set in_stock = n.in_stock from (
    select l.id, is_in_stock(l.shop, l.handle) as in_stock from listings l
    where (l.shop, l.handle) in (select o.shop, o.handle from changed c join offers o on o.shop = c.shop and o.sku = c.sku)
  ) n where r.id = n.id and r.in_stock <> n.in_stock;
  return null;
end $$;
${onChange('sold', 'search_follow_sold()')}

create function search_follow_listings() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from search_rows r using changed c where r.id = c.id;
  else
    update search_rows r set milli_stars = c.milli_stars, reviews = c.reviews
    from changed c where r.id = c.id and (r.milli_stars, r.reviews) is distinct from (c.milli_stars, c.reviews);
  end if;
  return null;
end $$;
create trigger search_update after update on listings referencing new table as changed for each statement execute function search_follow_listings();
create trigger search_delete after delete on listings referencing old table as changed for each statement execute function search_follow_listings();

alter table listings drop column search;
`;
