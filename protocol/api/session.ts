import { z } from 'zod';
import { addressSchema } from '../primitives.ts';
import { addressText } from './common.ts';

/** Who wants to sign in. */
export const challengeRequest = z.object({ address: addressSchema });

/** A sign-in message (EIP-4361) for a wallet to sign. */
export const challengeView = z.object({ message: z.string() });
export type ChallengeView = z.infer<typeof challengeView>;

/** The same message with the wallet's signature: 65 bytes of a key, or what the code of an account takes (ERC-1271). */
export const signInRequest = z.object({
  message: z.string().max(2_000),
  signature: z
    .string()
    .regex(/^0x([0-9a-fA-F]{2}){64,1024}$/, 'signature must be 0x and the hex digits of 64 to 1,024 bytes'),
});
export type SignInRequest = z.infer<typeof signInRequest>;

/** Who is signed in at this node; null for nobody. */
export const sessionView = z.object({
  account: addressText.nullable(),
  /** The operator of this node named the account. */
  operator: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;
