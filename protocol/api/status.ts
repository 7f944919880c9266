import { z } from 'zod';
import { addressText, tokenView } from './common.ts';

export const statusView = z.object({
  version: z.string(),
  peerId: z.string(),
  addresses: z.array(z.string()),
  peers: z.number(),
  chainId: z.number(),
  /**
   * Contract addresses by name: market, vault, shops, deposits, reviews, referrals, settings,
   * groups, discounts, hosts, court.
   */
  contracts: z.record(z.string(), addressText),
  tokens: z.array(tokenView),
  /** Payout address of this node's operator for the host share; null when it has none. */
  host: addressText.nullable(),
  /** Who announced that payout address in the register of operators; null while nobody did. */
  operator: addressText.nullable(),
  /** Who this node's operator suggests to rule disputes; null for nobody. */
  arbitrator: addressText.nullable(),
  /** Newest block that is indexed, and its time in Unix seconds. */
  block: z.number(),
  blockTime: z.number(),
  chainHead: z.number(),
  synced: z.boolean(),
  shops: z.number(),
  listings: z.number(),
  orders: z.number(),
  blocksStored: z.number(),
  /** True on the local chain, where the demo wallet is offered. */
  demo: z.boolean(),
});
export type StatusView = z.infer<typeof statusView>;

/** What an account may withdraw from the vault. */
export const creditView = z.object({
  owner: addressText,
  token: tokenView,
  creditUnits: z.string(),
  withdrawnUnits: z.string(),
});
export type CreditView = z.infer<typeof creditView>;
