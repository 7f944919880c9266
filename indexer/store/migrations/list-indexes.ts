/**
 * Lists in the order in which they are asked for. Groups are listed by their deadlines and never by when they were opened;
 * shops with equal deposits follow each other by their addresses; peers of the register are looked up by what they are.
 */
export const listIndexes = `
drop index groups_opened_block_opened_log_idx, groups_shop_opened_block_opened_log_idx,
  groups_leader_opened_block_opened_log_idx;
create index on groups (deadline, id);
create index on groups (shop, deadline, id);
create index on groups (leader, deadline, id);
drop index deposits_staked_units_shop_idx;
create index on deposits (staked_units desc, shop desc, token desc);
create index on shop_scores (milli_stars desc, shop desc);
create index on hosts (peer_id);
create index on profiles using gin (search);
`;
