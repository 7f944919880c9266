import { z } from 'zod';

/** 0x-prefixed lower-case hex. */
export type Hex = `0x${string}`;
/** 20-byte account, always lower case inside the project; checksummed only where a person reads it. */
export type Address = Hex;

const hexOf = (bytes: number, name: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`), `${name} must be 0x and ${bytes * 2} hex digits`)
    .transform((text) => text.toLowerCase() as Hex);

/** An account: accepts any letter case, gives lower case. */
export const addressSchema = hexOf(20, 'address');
/** A 32-byte digest or identifier. */
export const bytes32Schema = hexOf(32, 'bytes32');

export const zeroAddress: Address = `0x${'00'.repeat(20)}`;
export const zeroBytes32: Hex = `0x${'00'.repeat(32)}`;

/** A decimal string of token units, as JSON and documents carry amounts; at most uint128. */
export const unitsSchema = z
  .string()
  // Aborts, because the next check reads the digits.
  .regex(/^(0|[1-9][0-9]{0,38})$/, {
    message: 'must be a whole number of token units, without sign or leading zeros',
    abort: true,
  })
  .refine((text) => BigInt(text) < 1n << 128n, 'must fit 128 bits')
  .transform((text) => BigInt(text));

/** The same check without the conversion, for documents that keep the text. */
export const unitsTextSchema = z
  .string()
  .refine(
    (text) => (text.length < 39 ? /^(0|[1-9][0-9]*)$/.test(text) : unitsSchema.safeParse(text).success),
    'must be a whole number of token units that fits 128 bits',
  );

/** An amount above zero, kept as text. */
export const positiveUnitsTextSchema = unitsTextSchema.refine((text) => text !== '0', 'must be above zero');

/** A language tag such as `en` or `zh-CN`. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'must be a language tag such as en or zh-CN');

/** An ISO 3166-1 alpha-2 country code. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters');

/** Unix time in seconds. */
export const secondsSchema = z.int().min(0).max(253_402_300_799);

/** Basis points, 0 to 10,000. */
export const bpsSchema = z.int().min(0).max(10_000);

/** A signature of an account, with or without code. */
export const signatureSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length >= 64 && value.length <= 1_024,
  'must be 64 to 1,024 bytes',
);
