import { z } from 'zod';
import type { OrderTermsView } from './api/order.ts';
import { unwrap } from './errors.ts';
import { uint8Schema, uint16Schema, uint32Schema, uint64TextSchema } from './integers.ts';
import type { Order } from './order.ts';
import { addressSchema, bytes32Schema, unitsSchema } from './primitives.ts';
import { validate } from './validate.ts';

/** An order's terms in JSON, with every number inside the bounds of the contract's struct. */
const orderSchema = z.strictObject({
  buyer: addressSchema,
  shop: addressSchema,
  token: addressSchema,
  promoter: addressSchema,
  parent: addressSchema,
  host: addressSchema,
  leader: addressSchema,
  pickup: addressSchema,
  arbitrator: addressSchema,
  listing: bytes32Schema,
  sku: bytes32Schema,
  details: bytes32Schema,
  zone: bytes32Schema,
  group: bytes32Schema,
  handover: bytes32Schema,
  totalUnits: unitsSchema,
  coverageUnits: unitsSchema,
  version: uint64TextSchema,
  paidAt: uint64TextSchema,
  index: uint32Schema,
  quantity: uint32Schema,
  kind: uint8Schema,
  shipWithinSeconds: uint32Schema,
  inspectWithinSeconds: uint32Schema,
  commissionBps: uint16Schema,
  parentBps: uint16Schema,
  hostBps: uint16Schema,
  leaderBps: uint16Schema,
  pickupBps: uint16Schema,
  parameters: z.strictObject({
    feeBps: uint16Schema,
    minCoverageBps: uint16Schema,
    penaltyBps: uint16Schema,
    answerWithinSeconds: uint32Schema,
    escalateWithinSeconds: uint32Schema,
    ruleWithinSeconds: uint32Schema,
  }),
});

/**
 * Reads an order's terms from JSON, ready for the contract.
 * @param view `terms` of an order in the API
 * @throws VouchError `order.invalid` naming the field
 */
export const orderFromView = (view: OrderTermsView): Order => unwrap(validate<Order>(orderSchema, view, 'order'));

/** Writes an order's terms as JSON: amounts and 64-bit numbers become decimal strings. */
export const orderToView = (order: Order): OrderTermsView => ({
  ...order,
  totalUnits: order.totalUnits.toString(),
  coverageUnits: order.coverageUnits.toString(),
  version: order.version.toString(),
  paidAt: order.paidAt.toString(),
  parameters: { ...order.parameters },
});
