import { z } from 'zod';

/** Integers as the ABI bounds them, in JSON numbers. */
export const uint8Schema = z.int().min(0).max(0xff);
export const uint16Schema = z.int().min(0).max(0xffff);
export const uint32Schema = z.int().min(0).max(0xffff_ffff);

/** A decimal string of at most 64 bits. */
export const uint64TextSchema = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/, {
    message: 'must be a whole number without sign or leading zeros',
    abort: true,
  })
  .refine((text) => BigInt(text) < 1n << 64n, 'must fit 64 bits')
  .transform((text) => BigInt(text));
