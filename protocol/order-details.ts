import { z } from 'zod';
import { decodeDocument, encodeDocument } from './block.ts';
import { failure, type Result, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { type Padding, pad, unpad } from './padding.ts';
import { bytes32Schema, countrySchema } from './primitives.ts';
import { textSchema } from './text.ts';
import { validate } from './validate.ts';

const line = (least: number) => textSchema(limits.detailsLineCharacters, least);
const notes = textSchema(limits.detailsNotesCharacters, 1).optional();
/** The buyer's X25519 public key: the seller encrypts messages to it. */
const replyKey = bytes32Schema.optional();

/** Where goods go. */
export const addressDetailsSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('address'),
  recipient: line(1),
  /** Street, house, flat: as the local post writes them. */
  lines: z.array(line(1)).min(1).max(limits.detailsAddressLines),
  city: line(1),
  region: line(1).optional(),
  postalCode: line(1).optional(),
  country: countrySchema,
  phone: line(1).optional(),
  notes,
  replyKey,
});

/** How a digital delivery, a service or a pickup finds the buyer. */
export const contactDetailsSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('contact'),
  name: line(1).optional(),
  /** An email address, or a name in a messenger that the buyer names. */
  contact: line(1),
  notes,
  replyKey,
});

/** What only seller and buyer may read of an order. */
export const orderDetailsSchema = z.discriminatedUnion('type', [addressDetailsSchema, contactDetailsSchema]);
export type OrderDetails = z.infer<typeof orderDetailsSchema>;

const padding: Padding = { stepBytes: limits.orderDetailsPaddingBytes, lengthBytes: 2 };

/**
 * Encodes order details with padding, so that their length says nothing: two bytes of length (big endian), the
 * canonical dag-cbor document, and zeros up to a multiple of `orderDetailsPaddingBytes`.
 * @throws VouchError `details.invalid`
 */
export const packDetails = (details: OrderDetails): Uint8Array =>
  pad(encodeDocument(unwrap(validate(orderDetailsSchema, details, 'details'))).bytes, padding);

/**
 * Reads padded order details.
 * @returns the details, or `details.padding_invalid`, `details.malformed`, `details.not_canonical`, `details.invalid`
 */
export function unpackDetails(packed: Uint8Array): Result<OrderDetails> {
  const bytes = unpad(packed, padding);
  if (bytes === undefined) {
    return failure({
      code: 'details.padding_invalid',
      message: `The order details of ${packed.length} bytes are not padded as the protocol says.`,
      hint: 'Ask the buyer to send the details again with a current program.',
      details: { field: 'padding', limit: `a multiple of ${padding.stepBytes} bytes` },
    });
  }
  return decodeDocument(bytes, { schema: orderDetailsSchema, mostBytes: limits.orderDetailsBytes, noun: 'details' });
}
