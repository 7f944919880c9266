/** Messages about orders. They never roll back with the chain: an order that returns after a reorganisation has its own again. */
export const messageTables = `
create table messages (
  id text primary key, order_id text not null, shop text not null, sender text not null, sent_at int8 not null,
  -- What the sender signed, as it travels.
  envelope bytea not null,
  received_at int8 not null
);
create index on messages (order_id, sent_at desc, id desc);
-- Encrypted blocks that a message names: its text at position 0, its pictures from 1 on.
create table message_blocks (
  message_id text references messages on delete cascade, position int, digest text not null,
  -- What it takes; the most that it may take until it is held.
  bytes int not null,
  primary key (message_id, position)
);
create index on message_blocks (digest);
-- Of all messages about a shop's orders the sum of these bytes.
create table shop_messages (shop text primary key, bytes int8 not null);

-- Encrypted blocks that this node holds: order details, texts and pictures of messages.
alter table held_details rename to held_sealed;

-- What a piece of evidence opens to everybody.
alter table contents add column disclosed jsonb;
`;
