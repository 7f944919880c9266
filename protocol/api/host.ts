import { z } from 'zod';
import { addressText, tokenView, unitsText } from './common.ts';

/** An operator in the register. */
export const hostView = z.object({
  operator: addressText,
  /** Where its share of sales goes. */
  payout: addressText,
  /** Multihash of the libp2p peer ID, as hex. */
  peerId: z.string(),
  /** Multiaddrs and URLs as the operator wrote them. Nobody checked them. */
  endpoints: z.array(z.string()),
  announcedAt: z.number(),
  /** Orders that name the payout address, and what it earned. */
  orders: z.number(),
  earnings: z.array(z.object({ token: tokenView, earnedUnits: unitsText })),
});
export type HostView = z.infer<typeof hostView>;
