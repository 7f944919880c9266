import { EntitySchema } from 'typeorm';

/** Tables in the shape that TypeORM's decorators would give, without a compiler. */
const text = { type: 'text' };
const units = { type: 'numeric', transformer: { from: (value) => BigInt(value), to: (value) => value?.toString() } };
const seconds = { type: 'int8', nullable: true, transformer: { from: Number, to: (value) => value } };
const int = { type: 'int4' };
const optional = { type: 'text', nullable: true };

class Row {
  constructor(values) {
    Object.assign(this, values);
  }
}

const entity = (target, columns) =>
  new EntitySchema({
    name: target.name,
    target,
    columns: { id: { type: 'text', primary: true }, ...columns },
  });

export class Orders extends Row {}
export class OrderSteps extends Row {}
export class Commissions extends Row {}
export class Reviews extends Row {}
export class Deposits extends Row {}
export class Promoters extends Row {}
export class Groups extends Row {}
export class Credits extends Row {}
export class Fees extends Row {}
export class Points extends Row {}
export class ShopRecords extends Row {}
export class ShopBuyers extends Row {}

export const entities = [
  entity(Orders, {
    shop: text,
    buyer: text,
    token: text,
    promoter: text,
    parent: text,
    host: text,
    listing: text,
    sku: text,
    groupId: text,
    totalUnits: units,
    coverageUnits: units,
    discountUnits: units,
    feeUnits: units,
    quantity: int,
    state: text,
    outcome: int,
    deadline: seconds,
    paidAt: seconds,
    closedAt: seconds,
    paidBlock: int,
  }),
  entity(OrderSteps, { orderId: text, block: int, log: int, event: text, at: seconds, transaction: text }),
  entity(Commissions, { orderId: text, level: int, promoter: text, units, state: text }),
  entity(Reviews, {
    shop: text,
    buyer: text,
    stars: int,
    content: text,
    weightUnits: units,
    postedAt: seconds,
    replyContent: optional,
  }),
  entity(Deposits, {
    shop: text,
    token: text,
    stakedUnits: units,
    lockedUnits: units,
    closedUnits: units,
    failedUnits: units,
  }),
  entity(Promoters, { parent: text, registeredAt: seconds }),
  entity(Groups, { shop: text, leader: text, sku: text, priceUnits: units, members: int, filledAt: seconds }),
  entity(Credits, { owner: text, token: text, units }),
  entity(Fees, { units }),
  entity(Points, { holder: text, issuer: text, earned: units, spent: units }),
  entity(ShopRecords, { open: int, completed: int, cancelled: int, settled: int }),
  entity(ShopBuyers, { shop: text, buyer: text, orders: int }),
];
