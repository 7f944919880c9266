/** Views of shop and listing pages on this node, counted by day. Nothing says who looked. They follow from no chain. */
export const visitTables = `
create table visits (
  shop text, day int,
  -- Empty for the shop's own page, and for listings beyond those that have rows of their own.
  handle text, source text, views int8 not null,
  primary key (shop, day, handle, source)
);
create index on visits (day);
`;
