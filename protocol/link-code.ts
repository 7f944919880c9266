import { base64urlnopad } from '@scure/base';
import type { z } from 'zod';
import { decodeDocument, encodeDocument } from './block.ts';
import { failure, type Result } from './errors.ts';

/** Bytes in a text of base64url without padding. */
const textLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);

/** What a code holds and how large it may be. */
export interface LinkCodeOptions<T> {
  schema: z.ZodType<T>;
  mostBytes: number;
  /** Names the code in errors: `coupon` gives `coupon.malformed`. */
  noun: string;
}

/** Writes a document so that it travels in a link: base64url, without padding, of canonical dag-cbor. */
export const encodeLinkCode = (document: object): string => base64urlnopad.encode(encodeDocument(document).bytes);

/**
 * Reads a document out of a link. There is exactly one text for a document.
 * @param text what came after the `=`
 * @returns the document, or `<noun>.malformed`, `<noun>.too_large`, `<noun>.not_canonical`, `<noun>.invalid`
 */
export function decodeLinkCode<T>(text: string, options: LinkCodeOptions<T>): Result<T> {
  const { mostBytes, noun } = options;
  if (text.length > textLength(mostBytes)) {
    return failure({
      code: `${noun}.too_large`,
      message: `The ${noun} code has ${text.length} characters, more than ${textLength(mostBytes)}.`,
      hint: 'Copy the link again.',
      details: { field: noun, limit: `${mostBytes} bytes` },
    });
  }
  try {
    return decodeDocument(base64urlnopad.decode(text), options);
  } catch (cause) {
    return failure({
      code: `${noun}.malformed`,
      message: `The ${noun} code is not base64url.`,
      hint: 'Copy the whole link again.',
      cause,
      details: { field: noun },
    });
  }
}
