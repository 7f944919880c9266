import { z } from 'zod';
import { addressText } from './common.ts';

/** A deployment as the API tells it; `deploymentSchema` reads it. */
export const deploymentView = z.object({
  chainId: z.number(),
  /** Block of the first contract. */
  block: z.number(),
  contracts: z.record(z.string(), addressText),
});
