import * as dagCbor from '@ipld/dag-cbor';
import { failure, type Result, success } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { decodeReview } from '../../protocol/review.ts';

const ageHeader = 'age-encryption.org/v1\n';

/** Checks a review, a reply or a profile: its own error tells what is wrong with it. */
export const checkDocument = (bytes: Uint8Array): Result<unknown> =>
  typeOf(bytes) === 'profile' ? decodeProfile(bytes) : decodeReview(bytes);

/** Checks encrypted order details: nobody but the shop can read them, so only form and size can be looked at. */
export function checkDetails(bytes: Uint8Array): Result<unknown> {
  if (bytes.length > limits.orderDetailsBytes) {
    return failure({
      code: 'details.too_large',
      message: `The details have ${bytes.length} bytes.`,
      hint: 'Shorten the notes.',
      details: { field: 'details', limit: `${limits.orderDetailsBytes} bytes` },
    });
  }
  if (Buffer.from(bytes.subarray(0, ageHeader.length)).toString('latin1') !== ageHeader) {
    return failure({
      code: 'details.not_encrypted',
      message: 'Order details must be encrypted.',
      hint: "Encrypt them to the shop's key with age.",
      details: { field: 'details' },
    });
  }
  return success(bytes);
}

function typeOf(bytes: Uint8Array): unknown {
  try {
    return dagCbor.decode<{ type?: unknown } | null>(bytes)?.type;
  } catch {
    // What cannot be decoded gets its error from the document's own check.
    return undefined;
  }
}
