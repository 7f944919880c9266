import { ponder } from 'ponder:registry';
import {
  commissions,
  credits,
  deposits,
  fees,
  groups,
  orderSteps,
  orders,
  points,
  promoters,
  reviews,
  shopBuyers,
  shopRecords,
} from 'ponder:schema';

const none = '0x0000000000000000000000000000000000000000';
const record = { open: 0, completed: 0, cancelled: 0, settled: 0 };
const counters = { 1: 'completed', 3: 'cancelled', 5: 'settled' };

const step = (context, event, name) =>
  context.db.insert(orderSteps).values({
    orderId: event.args.orderId,
    block: Number(event.block.number),
    log: event.log.logIndex,
    event: name,
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });

const count = (context, shop, change) =>
  context.db
    .insert(shopRecords)
    .values({ shop, ...record, ...change })
    .onConflictDoUpdate((row) =>
      Object.fromEntries(Object.keys(change).map((name) => [name, row[name] + change[name]])),
    );

ponder.on('market:OrderPaid', async ({ event, context }) => {
  const { orderId, order } = event.args;
  await context.db.insert(orders).values({
    id: orderId,
    shop: order.shop,
    buyer: order.buyer,
    token: order.token,
    promoter: order.promoter,
    parent: order.parent,
    host: order.host,
    listing: order.listing,
    sku: order.sku,
    groupId: order.group,
    totalUnits: order.totalUnits,
    coverageUnits: order.coverageUnits,
    discountUnits: 0n,
    feeUnits: 0n,
    quantity: order.quantity,
    state: 'paid',
    outcome: 0,
    deadline: event.block.timestamp + BigInt(order.shipWithinSeconds),
    paidAt: event.block.timestamp,
    closedAt: null,
    paidBlock: Number(event.block.number),
  });
  const levels = [order.promoter, order.parent];
  for (const [index, promoter] of levels.entries()) {
    if (promoter === none) continue;
    await context.db.insert(commissions).values({ orderId, level: index + 1, promoter, units: 0n, state: 'pending' });
  }
  await count(context, order.shop, { open: 1 });
  await context.db
    .insert(shopBuyers)
    .values({ shop: order.shop, buyer: order.buyer, orders: 1 })
    .onConflictDoUpdate((row) => ({ orders: row.orders + 1 }));
  await step(context, event, 'paid');
});

ponder.on('market:OrderDiscounted', async ({ event, context }) => {
  await context.db.update(orders, { id: event.args.orderId }).set({ discountUnits: event.args.discountUnits });
});

ponder.on('market:OrderShipped', async ({ event, context }) => {
  const { orderId, deadline } = event.args;
  await context.db.update(orders, { id: orderId }).set({ state: 'shipped', deadline: BigInt(deadline) });
  await step(context, event, 'shipped');
});

ponder.on('market:OrderDisputed', async ({ event, context }) => {
  const { orderId, deadline } = event.args;
  await context.db.update(orders, { id: orderId }).set({ state: 'disputed', deadline: BigInt(deadline) });
  await step(context, event, 'disputed');
});

ponder.on('market:OrderProposed', async ({ event, context }) => {
  const { orderId, deadline } = event.args;
  await context.db.update(orders, { id: orderId }).set({ deadline: BigInt(deadline) });
  await step(context, event, 'proposed');
});

ponder.on('market:OrderClosed', async ({ event, context }) => {
  const { orderId, shop, outcome, payout } = event.args;
  await context.db.update(orders, { id: orderId }).set({
    state: 'closed',
    outcome,
    deadline: null,
    feeUnits: payout.feeUnits,
    closedAt: event.block.timestamp,
  });
  const earned = [payout.promoterUnits, payout.parentUnits];
  for (const [index, units] of earned.entries()) {
    const key = { orderId, level: index + 1 };
    if ((await context.db.find(commissions, key)) === null) continue;
    await context.db.update(commissions, key).set({ units, state: units > 0n ? 'earned' : 'void' });
  }
  const counter = counters[outcome];
  await count(context, shop, { open: -1, ...(counter === undefined ? {} : { [counter]: 1 }) });
  await step(context, event, 'closed');
});

ponder.on('reviews:ReviewPosted', async ({ event, context }) => {
  const { orderId, shop, buyer, stars, content, weightUnits } = event.args;
  await context.db
    .insert(reviews)
    .values({ orderId, shop, buyer, stars, content, weightUnits, postedAt: event.block.timestamp, replyContent: null });
  await step(context, event, 'reviewed');
});

ponder.on('reviews:ReviewAmended', async ({ event, context }) => {
  await context.db.update(reviews, { orderId: event.args.orderId }).set({ stars: event.args.stars });
  await step(context, event, 'amended');
});

ponder.on('reviews:ReviewReplied', async ({ event, context }) => {
  await context.db.update(reviews, { orderId: event.args.orderId }).set({ replyContent: event.args.content });
  await step(context, event, 'replied');
});

const deposit = (context, { shop, token }, first, change) =>
  context.db
    .insert(deposits)
    .values({ shop, token, stakedUnits: 0n, lockedUnits: 0n, closedUnits: 0n, failedUnits: 0n, ...first })
    .onConflictDoUpdate(change);

ponder.on('deposits:Staked', async ({ event, context }) => {
  const { units } = event.args;
  await deposit(context, event.args, { stakedUnits: units }, (row) => ({ stakedUnits: row.stakedUnits + units }));
});

ponder.on('deposits:StakeLocked', async ({ event, context }) => {
  const { units } = event.args;
  await deposit(context, event.args, { lockedUnits: units }, (row) => ({ lockedUnits: row.lockedUnits + units }));
});

ponder.on('deposits:StakeUnlocked', async ({ event, context }) => {
  const { units, closedUnits, failedUnits } = event.args;
  await deposit(context, event.args, { closedUnits, failedUnits }, (row) => ({
    lockedUnits: row.lockedUnits - units,
    closedUnits,
    failedUnits,
  }));
});

ponder.on('referrals:PromoterRegistered', async ({ event, context }) => {
  const { promoter, parent } = event.args;
  await context.db.insert(promoters).values({ address: promoter, parent, registeredAt: event.block.timestamp });
});

ponder.on('groups:GroupOpened', async ({ event, context }) => {
  const { groupId, shop, leader, sku, terms } = event.args;
  await context.db
    .insert(groups)
    .values({ id: groupId, shop, leader, sku, priceUnits: terms.priceUnits, members: 0, filledAt: null });
});

ponder.on('groups:GroupJoined', async ({ event, context }) => {
  await context.db.update(groups, { id: event.args.groupId }).set({ members: event.args.members });
});

ponder.on('groups:GroupFilled', async ({ event, context }) => {
  await context.db.update(groups, { id: event.args.groupId }).set({ filledAt: BigInt(event.args.filledAt) });
});

ponder.on('vault:Credited', async ({ event, context }) => {
  const { token, to, units } = event.args;
  await context.db
    .insert(credits)
    .values({ owner: to, token, units })
    .onConflictDoUpdate((row) => ({ units: row.units + units }));
});

ponder.on('vault:FeeTaken', async ({ event, context }) => {
  const { token, units } = event.args;
  await context.db
    .insert(fees)
    .values({ token, units })
    .onConflictDoUpdate((row) => ({ units: row.units + units }));
});

ponder.on('discounts:PointsEarned', async ({ event, context }) => {
  const { holder, issuer, points: earned } = event.args;
  await context.db
    .insert(points)
    .values({ holder, issuer, earned, spent: 0n })
    .onConflictDoUpdate((row) => ({ earned: row.earned + earned }));
});

ponder.on('discounts:PointsSpent', async ({ event, context }) => {
  const { holder, issuer, points: spent } = event.args;
  await context.db.update(points, { holder, issuer }).set((row) => ({ spent: row.spent + spent }));
});
