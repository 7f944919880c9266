/**
 * What people sign about themselves and others. Notes never roll back with the chain: one whose author's only order was
 * undone is hidden until the author has standing again.
 */
export const noteTables = `
create table notes (
  author text primary key, id text not null unique, updated_at int8 not null, keys_from int8 not null,
  names jsonb not null, about jsonb not null,
  -- What the author signed, as it travels.
  envelope bytea not null,
  -- Fees of the author's settled purchases in millionths of a token, when they were counted last.
  weight_micros numeric(78,0) not null,
  -- Since when the author has no standing, or is denied by the operator; null while the note is shown.
  hidden_at int8,
  received_at int8 not null
);
create index on notes (weight_micros, updated_at, author);
create index on notes (hidden_at) where hidden_at is not null;

-- What notes that are shown say, one row each. \`at\` is when the note was written.
create table follows (
  author text references notes on delete cascade, target text, kind text check (kind in ('person', 'shop')),
  at int8 not null,
  primary key (author, kind, target)
);
create index on follows (target, author);
create table recommendations (
  author text references notes on delete cascade, position int, shop text not null, handle text not null,
  order_id text, body text not null, language text not null, written_at int8 not null,
  primary key (author, position)
);
create index on recommendations (shop, handle);

-- Bytes of all notes that are held.
create table notes_room (id int primary key check (id = 1), bytes int8 not null);
insert into notes_room values (1, 0);

-- Accounts that took part at a cost: they paid an order, opened a shop, or registered as promoters. Some come twice.
create view standing as
  select buyer as account from orders union all select address from shops union all select address from promoters;

-- Fees of the settled purchases of accounts that have any, in millionths of a token.
create view purchase_weights as
  select o.buyer as account, sum(trunc(o.fee_units * 1000000 / power(10::numeric, t.decimals))) as weight_micros
  from orders o join tokens t on t.address = o.token where o.closed_at is not null group by o.buyer;
`;
