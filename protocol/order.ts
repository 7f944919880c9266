import { encodeAbiParameters, keccak256 } from 'viem/utils';
import type { Address, Hex } from './primitives.ts';

/** States in the order of the contract's enum. */
export const orderStates = [
  'none',
  /** Paid into a group that is not full yet. */
  'pooling',
  'paid',
  'shipped',
  'disputed',
  'escalated',
  'completed',
  'refunded',
  'settled',
  'ruled',
] as const;
export type OrderState = (typeof orderStates)[number];

/** Why an order is final, in the order of the contract's enum. */
export const orderOutcomes = [
  'none',
  'confirmed',
  'inspection_over',
  'cancelled_by_seller',
  'not_shipped',
  'agreed',
  'seller_silent',
  'not_escalated',
  'arbitrated',
  'arbitrator_silent',
  'arbitrator_refused',
  'handed_over',
  'group_expired',
] as const;
export type OrderOutcome = (typeof orderOutcomes)[number];

/** States that an order never leaves. */
export const finalStates: ReadonlySet<OrderState> = new Set(['completed', 'refunded', 'settled', 'ruled']);

/** Protocol parameters as they were when the order was paid. */
export interface Parameters {
  feeBps: number;
  minCoverageBps: number;
  penaltyBps: number;
  answerWithinSeconds: number;
  escalateWithinSeconds: number;
  ruleWithinSeconds: number;
}

/** The terms of a paid order, as the contract takes and emits them. */
export interface Order {
  buyer: Address;
  shop: Address;
  token: Address;
  promoter: Address;
  parent: Address;
  host: Address;
  /** Who opened the group, or zero; also zero on the leader's own order. */
  leader: Address;
  /** Operator of the pickup point, or zero. */
  pickup: Address;
  arbitrator: Address;
  listing: Hex;
  sku: Hex;
  details: Hex;
  zone: Hex;
  /** The group, or zero. */
  group: Hex;
  /** Hash of the secret that proves hand-over, or zero. */
  handover: Hex;
  totalUnits: bigint;
  coverageUnits: bigint;
  version: bigint;
  paidAt: bigint;
  index: number;
  quantity: number;
  kind: number;
  shipWithinSeconds: number;
  inspectWithinSeconds: number;
  commissionBps: number;
  parentBps: number;
  hostBps: number;
  leaderBps: number;
  pickupBps: number;
  parameters: Parameters;
}

const address = 'address';
const bytes32 = 'bytes32';

/** ABI shape of `Order` in Types.sol. */
export const orderParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'buyer', type: address },
      { name: 'shop', type: address },
      { name: 'token', type: address },
      { name: 'promoter', type: address },
      { name: 'parent', type: address },
      { name: 'host', type: address },
      { name: 'leader', type: address },
      { name: 'pickup', type: address },
      { name: 'arbitrator', type: address },
      { name: 'listing', type: bytes32 },
      { name: 'sku', type: bytes32 },
      { name: 'details', type: bytes32 },
      { name: 'zone', type: bytes32 },
      { name: 'group', type: bytes32 },
      { name: 'handover', type: bytes32 },
      { name: 'totalUnits', type: 'uint128' },
      { name: 'coverageUnits', type: 'uint128' },
      { name: 'version', type: 'uint64' },
      { name: 'paidAt', type: 'uint64' },
      { name: 'index', type: 'uint32' },
      { name: 'quantity', type: 'uint32' },
      { name: 'kind', type: 'uint8' },
      { name: 'shipWithinSeconds', type: 'uint32' },
      { name: 'inspectWithinSeconds', type: 'uint32' },
      { name: 'commissionBps', type: 'uint16' },
      { name: 'parentBps', type: 'uint16' },
      { name: 'hostBps', type: 'uint16' },
      { name: 'leaderBps', type: 'uint16' },
      { name: 'pickupBps', type: 'uint16' },
      {
        name: 'parameters',
        type: 'tuple',
        components: [
          { name: 'feeBps', type: 'uint16' },
          { name: 'minCoverageBps', type: 'uint16' },
          { name: 'penaltyBps', type: 'uint16' },
          { name: 'answerWithinSeconds', type: 'uint32' },
          { name: 'escalateWithinSeconds', type: 'uint32' },
          { name: 'ruleWithinSeconds', type: 'uint32' },
        ],
      },
    ],
  },
] as const;

/** The ID of an order: the hash of its terms, equal to Market.idOf. */
export const orderId = (order: Order): Hex => keccak256(encodeAbiParameters(orderParameters, [order]));
