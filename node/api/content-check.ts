import * as dagCbor from '@ipld/dag-cbor';
import { failure, type Result, success } from '../../protocol/errors.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { decodeReview } from '../../protocol/review.ts';
import { isSealed } from '../../protocol/sealed.ts';

/** Checks a review, a reply or a profile: its own error tells what is wrong with it. */
export const checkDocument = (bytes: Uint8Array): Result<unknown> =>
  typeOf(bytes) === 'profile' ? decodeProfile(bytes) : decodeReview(bytes);

/** Checks an encrypted content: nobody but its readers can read it, so only its form can be looked at. */
export function checkSealed(bytes: Uint8Array): Result<unknown> {
  if (isSealed(bytes)) return success(bytes);
  return failure({
    code: 'content.not_encrypted',
    message: 'Order details, and texts and pictures of messages, must be encrypted.',
    hint: 'Encrypt them to the keys of both parties with age.',
    details: { field: 'body' },
  });
}

function typeOf(bytes: Uint8Array): unknown {
  try {
    return dagCbor.decode<{ type?: unknown } | null>(bytes)?.type;
  } catch {
    // What cannot be decoded gets its error from the document's own check.
    return undefined;
  }
}
