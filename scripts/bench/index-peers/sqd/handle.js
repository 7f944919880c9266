import { In } from 'typeorm';

const none = '0x0000000000000000000000000000000000000000';
const counters = { 1: 'completed', 3: 'cancelled', 5: 'settled' };

/** Rows of a batch: those that it changes are read first, and all are written at its end, table by table. */
async function openRows(store, model, events) {
  const ids = new Map(Object.keys(model).map((table) => [table, new Set()]));
  const needs = (table, id) => ids.get(table).add(id);
  for (const { name, args } of events) {
    if (/^Order(Discounted|Shipped|Disputed|Proposed|Closed)$/.test(name)) needs('Orders', args.orderId);
    if (/^Review(Amended|Replied)$/.test(name)) needs('Reviews', args.orderId);
    if (/^Stake/.test(name)) needs('Deposits', `${args.shop}-${args.token}`);
    if (/^Group(Joined|Filled)$/.test(name)) needs('Groups', args.groupId);
    if (/^Points/.test(name)) needs('Points', `${args.holder}-${args.issuer}`);
    if (name === 'OrderPaid') {
      needs('ShopRecords', args.order.shop);
      needs('ShopBuyers', `${args.order.shop}-${args.order.buyer}`);
    }
    if (name === 'OrderClosed') {
      needs('ShopRecords', args.shop);
      for (const level of [1, 2]) needs('Commissions', `${args.orderId}-${level}`);
    }
    if (name === 'Credited') needs('Credits', `${args.to}-${args.token}`);
    if (name === 'FeeTaken') needs('Fees', args.token);
  }
  const rows = new Map(Object.keys(model).map((table) => [table, new Map()]));
  for (const [table, wanted] of ids) {
    if (wanted.size === 0) continue;
    const found = await store.findBy(model[table], { id: In([...wanted]) });
    for (const row of found) rows.get(table).set(row.id, row);
  }
  return rows;
}

export async function handle({ store, events, model }) {
  const rows = await openRows(store, model, events);
  const touched = new Map();
  const touch = (table, row) => {
    if (!touched.has(table)) touched.set(table, new Map());
    touched.get(table).set(row.id, row);
    return row;
  };
  const put = (table, values) => {
    const row = new model[table](values);
    rows.get(table).set(row.id, row);
    return touch(table, row);
  };
  const at = (table, id, empty) => {
    const row = rows.get(table).get(id);
    return row === undefined ? put(table, { id, ...empty }) : touch(table, row);
  };
  const step = (place, orderId, event) =>
    put('OrderSteps', { id: `${orderId}-${place.block}-${place.log}`, orderId, event, ...place });
  const record = (shop) => at('ShopRecords', shop, { open: 0, completed: 0, cancelled: 0, settled: 0 });
  const deposit = ({ shop, token }) =>
    at('Deposits', `${shop}-${token}`, {
      shop,
      token,
      stakedUnits: 0n,
      lockedUnits: 0n,
      closedUnits: 0n,
      failedUnits: 0n,
    });
  const change = {
    OrderPaid: ({ orderId, order }, place) => {
      put('Orders', {
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
        deadline: place.at + order.shipWithinSeconds,
        paidAt: place.at,
        closedAt: null,
        paidBlock: place.block,
      });
      for (const [index, promoter] of [order.promoter, order.parent].entries()) {
        if (promoter === none) continue;
        const level = index + 1;
        put('Commissions', { id: `${orderId}-${level}`, orderId, level, promoter, units: 0n, state: 'pending' });
      }
      record(order.shop).open += 1;
      at('ShopBuyers', `${order.shop}-${order.buyer}`, { shop: order.shop, buyer: order.buyer, orders: 0 }).orders += 1;
      step(place, orderId, 'paid');
    },
    OrderDiscounted: ({ orderId, discountUnits }) => Object.assign(at('Orders', orderId), { discountUnits }),
    OrderShipped: ({ orderId, deadline }, place) => {
      Object.assign(at('Orders', orderId), { state: 'shipped', deadline });
      step(place, orderId, 'shipped');
    },
    OrderDisputed: ({ orderId, deadline }, place) => {
      Object.assign(at('Orders', orderId), { state: 'disputed', deadline });
      step(place, orderId, 'disputed');
    },
    OrderProposed: ({ orderId, deadline }, place) => {
      Object.assign(at('Orders', orderId), { deadline });
      step(place, orderId, 'proposed');
    },
    OrderClosed: ({ orderId, shop, outcome, payout }, place) => {
      const closed = { state: 'closed', outcome, deadline: null, feeUnits: payout.feeUnits, closedAt: place.at };
      Object.assign(at('Orders', orderId), closed);
      for (const [index, units] of [payout.promoterUnits, payout.parentUnits].entries()) {
        const commission = rows.get('Commissions').get(`${orderId}-${index + 1}`);
        if (commission !== undefined)
          Object.assign(touch('Commissions', commission), { units, state: units > 0n ? 'earned' : 'void' });
      }
      const counts = record(shop);
      counts.open -= 1;
      if (counters[outcome] !== undefined) counts[counters[outcome]] += 1;
      step(place, orderId, 'closed');
    },
    ReviewPosted: ({ orderId, shop, buyer, stars, content, weightUnits }, place) => {
      put('Reviews', { id: orderId, shop, buyer, stars, content, weightUnits, postedAt: place.at, replyContent: null });
      step(place, orderId, 'reviewed');
    },
    ReviewAmended: ({ orderId, stars }, place) => {
      at('Reviews', orderId).stars = stars;
      step(place, orderId, 'amended');
    },
    ReviewReplied: ({ orderId, content }, place) => {
      at('Reviews', orderId).replyContent = content;
      step(place, orderId, 'replied');
    },
    Staked: (args) => {
      deposit(args).stakedUnits += args.units;
    },
    StakeLocked: (args) => {
      deposit(args).lockedUnits += args.units;
    },
    StakeUnlocked: (args) => {
      const row = deposit(args);
      row.lockedUnits -= args.units;
      Object.assign(row, { closedUnits: args.closedUnits, failedUnits: args.failedUnits });
    },
    PromoterRegistered: ({ promoter, parent }, place) =>
      put('Promoters', { id: promoter, parent, registeredAt: place.at }),
    GroupOpened: ({ groupId, shop, leader, sku, terms }) =>
      put('Groups', { id: groupId, shop, leader, sku, priceUnits: terms.priceUnits, members: 0, filledAt: null }),
    GroupJoined: ({ groupId, members }) => Object.assign(at('Groups', groupId), { members }),
    GroupFilled: ({ groupId, filledAt }) => Object.assign(at('Groups', groupId), { filledAt }),
    Credited: ({ token, to, units }) => {
      at('Credits', `${to}-${token}`, { owner: to, token, units: 0n }).units += units;
    },
    FeeTaken: ({ token, units }) => {
      at('Fees', token, { units: 0n }).units += units;
    },
    PointsEarned: ({ holder, issuer, points }) => {
      at('Points', `${holder}-${issuer}`, { holder, issuer, earned: 0n, spent: 0n }).earned += points;
    },
    PointsSpent: ({ holder, issuer, points }) => {
      at('Points', `${holder}-${issuer}`, { holder, issuer, earned: 0n, spent: 0n }).spent += points;
    },
  };
  for (const { name, args, place } of events) change[name](args, place);
  for (const changed of touched.values()) await store.upsert([...changed.values()]);
}
