import { onchainTable, primaryKey } from 'ponder';

export const orders = onchainTable('orders', (t) => ({
  id: t.hex().primaryKey(),
  shop: t.hex().notNull(),
  buyer: t.hex().notNull(),
  token: t.hex().notNull(),
  promoter: t.hex().notNull(),
  parent: t.hex().notNull(),
  host: t.hex().notNull(),
  listing: t.hex().notNull(),
  sku: t.hex().notNull(),
  groupId: t.hex().notNull(),
  totalUnits: t.bigint().notNull(),
  coverageUnits: t.bigint().notNull(),
  discountUnits: t.bigint().notNull(),
  feeUnits: t.bigint().notNull(),
  quantity: t.integer().notNull(),
  state: t.text().notNull(),
  outcome: t.integer().notNull(),
  deadline: t.bigint(),
  paidAt: t.bigint().notNull(),
  closedAt: t.bigint(),
  paidBlock: t.integer().notNull(),
}));

export const orderSteps = onchainTable(
  'order_steps',
  (t) => ({
    orderId: t.hex().notNull(),
    block: t.integer().notNull(),
    log: t.integer().notNull(),
    event: t.text().notNull(),
    at: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.orderId, table.block, table.log] }) }),
);

export const commissions = onchainTable(
  'commissions',
  (t) => ({
    orderId: t.hex().notNull(),
    level: t.integer().notNull(),
    promoter: t.hex().notNull(),
    units: t.bigint().notNull(),
    state: t.text().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.orderId, table.level] }) }),
);

export const reviews = onchainTable('reviews', (t) => ({
  orderId: t.hex().primaryKey(),
  shop: t.hex().notNull(),
  buyer: t.hex().notNull(),
  stars: t.integer().notNull(),
  content: t.hex().notNull(),
  weightUnits: t.bigint().notNull(),
  postedAt: t.bigint().notNull(),
  replyContent: t.hex(),
}));

export const deposits = onchainTable(
  'deposits',
  (t) => ({
    shop: t.hex().notNull(),
    token: t.hex().notNull(),
    stakedUnits: t.bigint().notNull(),
    lockedUnits: t.bigint().notNull(),
    closedUnits: t.bigint().notNull(),
    failedUnits: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.shop, table.token] }) }),
);

export const promoters = onchainTable('promoters', (t) => ({
  address: t.hex().primaryKey(),
  parent: t.hex().notNull(),
  registeredAt: t.bigint().notNull(),
}));

export const groups = onchainTable('groups', (t) => ({
  id: t.hex().primaryKey(),
  shop: t.hex().notNull(),
  leader: t.hex().notNull(),
  sku: t.hex().notNull(),
  priceUnits: t.bigint().notNull(),
  members: t.integer().notNull(),
  filledAt: t.bigint(),
}));

export const credits = onchainTable(
  'credits',
  (t) => ({ owner: t.hex().notNull(), token: t.hex().notNull(), units: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.owner, table.token] }) }),
);

export const fees = onchainTable('fees', (t) => ({ token: t.hex().primaryKey(), units: t.bigint().notNull() }));

export const points = onchainTable(
  'points',
  (t) => ({
    holder: t.hex().notNull(),
    issuer: t.hex().notNull(),
    earned: t.bigint().notNull(),
    spent: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.holder, table.issuer] }) }),
);

export const shopRecords = onchainTable('shop_records', (t) => ({
  shop: t.hex().primaryKey(),
  open: t.integer().notNull(),
  completed: t.integer().notNull(),
  cancelled: t.integer().notNull(),
  settled: t.integer().notNull(),
}));

export const shopBuyers = onchainTable(
  'shop_buyers',
  (t) => ({ shop: t.hex().notNull(), buyer: t.hex().notNull(), orders: t.integer().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.shop, table.buyer] }) }),
);
