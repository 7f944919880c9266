import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { isAcceptedCid } from './accepted-cid.ts';
import { DAG_CBOR, RAW } from './block.ts';

const cidOfCodec = (codec: typeof DAG_CBOR | typeof RAW, name: string) =>
  z.custom<CID>((value) => {
    const cid = CID.asCID(value);
    return cid !== null && isAcceptedCid(cid, codec);
  }, `must be a CIDv1 of a ${name} block under sha2-256`);

/** The identifier of a document, as dag-cbor decodes it. Other hashes are refused: contracts keep the digest alone. */
export const documentCidSchema = cidOfCodec(DAG_CBOR, 'dag-cbor');
/** The identifier of opaque bytes: an image, an encrypted text. */
export const rawCidSchema = cidOfCodec(RAW, 'raw');
