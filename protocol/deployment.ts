import { z } from 'zod';
import { addressSchema } from './primitives.ts';

/** Where the contracts of one deployment are. Every part of the project gets its addresses from here. */
export const deploymentSchema = z.strictObject({
  chainId: z.int().min(1),
  /** Block of the first contract: nothing of this deployment happened before. */
  block: z.int().min(0),
  contracts: z.strictObject({
    accessManager: addressSchema,
    settings: addressSchema,
    vault: addressSchema,
    shops: addressSchema,
    deposits: addressSchema,
    referrals: addressSchema,
    market: addressSchema,
    reviews: addressSchema,
    groups: addressSchema,
    discounts: addressSchema,
    hosts: addressSchema,
    court: addressSchema,
    /** Play money, only on chains made for trying things out. */
    demoDollar: addressSchema.optional(),
  }),
});
export type Deployment = z.infer<typeof deploymentSchema>;
export type ContractAddresses = Deployment['contracts'];
