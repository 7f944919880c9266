/** Tables of what people signed and published off chain. They never roll back with the chain and join it at read time. */
export const offChainTables = `
create table heads (
  shop text primary key, version int8 not null, root text not null, offers text not null, valid_until int8 not null,
  signer text not null, signature bytea not null, bytes bytea not null, listings int not null, profile text,
  received_at int8 not null
);
create table equivocations (
  shop text, version int8, first bytea not null, second bytea not null, seen_at int8 not null,
  primary key (shop, version)
);

create table profiles (
  cid text primary key, digest text not null unique, shop text not null,
  names jsonb not null, taglines jsonb not null, about jsonb not null, shipping jsonb not null, returns jsonb not null,
  logo jsonb, country text, city jsonb, search tsvector not null
);
create index on profiles (shop);

-- Every version of a listing that is current or that an order may refer to.
create table listing_documents (
  cid text primary key, digest text not null, shop text not null, handle text not null, kind text not null,
  titles jsonb not null, image jsonb, document jsonb not null,
  -- SKUs in the order of the document's variants.
  skus text[] not null,
  superseded_at int8
);
create index on listing_documents (digest);
create index on listing_documents (shop, handle);
create index on listing_documents (superseded_at) where superseded_at is not null;

-- Squeezing documents and search vectors costs more time than the space is worth.
alter table listing_documents alter column document set storage external;

create table listings (
  id int8 generated always as identity unique,
  shop text, handle text, cid text not null, version int8 not null, kind text not null, token text not null,
  price_from_units numeric(78,0) not null, price_to_units numeric(78,0) not null,
  -- Lowest price in millionths of a whole token: comparable between tokens; null until the token is known.
  price_micros numeric,
  coverage_bps int not null, commission_bps int not null, terms jsonb not null, tags text[] not null,
  search tsvector not null,
  milli_stars int not null, reviews int not null default 0,
  updated_at int8 not null,
  primary key (shop, handle)
);
alter table listings alter column search set storage external;
create index on listings using gin (search);
create index on listings using gin (tags);
create index on listings (cid);
create index on listings (updated_at desc, id desc);
create index on listings (price_micros, id);
create index on listings (milli_stars desc, id desc);
create index on listings (shop, updated_at desc, id desc);

create table offers (
  shop text, sku text, handle text not null, position int not null, code text not null,
  price_units numeric(78,0) not null, max_sold int8 not null, leaf text not null,
  primary key (shop, sku)
);
create index on offers (shop, handle, position);

-- Texts behind reviews, amendments and replies. Kind is review, reply, or refused for a block that is none of them.
create table contents (
  digest text primary key, kind text not null, order_id text, language text, text text, photos jsonb, written_at int8
);
-- Encrypted order details that this node holds.
create table held_details (digest text primary key);
-- Digests that the chain named and this node may still lack.
create table wanted (
  digest text primary key, purpose text not null, order_id text,
  attempts int not null default 0, next_at int8 not null default 0
);
create index on wanted (next_at);
`;

/** What groups pay for one unit: the terms of every offer that has some, and the lowest price of each listing. */
export const groupPrices = `
alter table listings add column group_from_units numeric(78,0);
alter table offers add column group_terms jsonb;
create index on listings (updated_at desc, id desc) where group_from_units is not null;
`;

/**
 * Lists whose order is the same on every node: rows that are equal by the sort follow `place`, which is made of shop and
 * handle, and not the order in which they came.
 */
export const listingPlaces = `
alter table listings add column place int8;
update listings set place = ('x' || left(encode(sha256(convert_to(shop || '/' || handle, 'UTF8')), 'hex'), 14))::bit(56)::int8;
alter table listings alter column place set not null;
drop index listings_updated_at_id_idx, listings_price_micros_id_idx, listings_milli_stars_id_idx,
  listings_shop_updated_at_id_idx, listings_updated_at_id_idx1;
create index on listings (updated_at desc, place desc);
create index on listings (price_micros, place);
create index on listings (milli_stars desc, place desc);
create index on listings (shop, updated_at desc, place desc);
create index on listings (updated_at desc, place desc) where group_from_units is not null;
`;

/** Rows computed from the others: what trust pages show. */
export const derivedTables = `
create table shop_scores (
  shop text primary key, milli_stars int not null, reviews int not null, weight_micros numeric(78,0) not null,
  histogram int[] not null, top_buyer_bps int not null
);
create table listing_scores (
  shop text, handle text, milli_stars int not null, reviews int not null, weight_micros numeric(78,0) not null,
  histogram int[] not null,
  primary key (shop, handle)
);
-- Shops whose scores are to be computed again.
create table stale_scores (shop text primary key);
-- Day of chain time to which ages in the scores belong.
create table score_day (id int primary key check (id = 1), day int not null);
`;
