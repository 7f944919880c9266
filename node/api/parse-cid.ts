import { CID } from 'multiformats/cid';
import { isAcceptedCid } from '../../protocol/accepted-cid.ts';
import { VouchError } from '../../protocol/errors.ts';

/**
 * Parses a CID that somebody sent; only CIDv1 of sha2-256 with raw or dag-cbor exists here.
 * @throws VouchError `cid.invalid`
 */
export function parseCid(text: string, field = 'cid'): CID {
  const cid = tryParse(text);
  if (cid !== undefined && isAcceptedCid(cid)) return cid;
  throw new VouchError({
    code: 'cid.invalid',
    message: cid === undefined ? 'This is not a CID.' : 'Only CIDv1 of sha2-256 with raw or dag-cbor exists here.',
    hint: 'Give a CIDv1 in base32.',
    details: { field, limit: 'CIDv1, sha2-256, raw or dag-cbor' },
  });
}

function tryParse(text: string): CID | undefined {
  try {
    return CID.parse(text);
  } catch {
    // The parser says no by throwing.
    return undefined;
  }
}
