import { bytesToHex } from '@noble/hashes/utils';
import { z } from 'zod';
import { type Hex, signatureSchema } from './primitives.ts';

const toHex = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`;

const bytesOf = (length: number) =>
  z
    .custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length, `must be ${length} bytes`)
    .transform(toHex);

/** Addresses, digests and signatures in codes for links: bytes there, which take half the room, hex in the program. */
export const addressBytesSchema = bytesOf(20);
export const bytes32BytesSchema = bytesOf(32);
export const signatureBytesSchema = signatureSchema.transform(toHex);
