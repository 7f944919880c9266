import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { DAG_CBOR, RAW, SHA2_256 } from './block.ts';

const cidOfCodec = (codec: number, name: string) =>
  z.custom<CID>((value) => {
    const cid = CID.asCID(value);
    return cid?.version === 1 && cid.code === codec && cid.multihash.code === SHA2_256 && cid.multihash.size === 32;
  }, `must be a CIDv1 of a ${name} block under sha2-256`);

/** The identifier of a document, as dag-cbor decodes it. Other hashes are refused: contracts keep the digest alone. */
export const documentCidSchema = cidOfCodec(DAG_CBOR, 'dag-cbor');
/** The identifier of opaque bytes: an image, an encrypted text. */
export const rawCidSchema = cidOfCodec(RAW, 'raw');
