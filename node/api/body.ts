import { VouchError } from '../../protocol/errors.ts';

export const carType = 'application/vnd.ipld.car';
export const rawType = 'application/vnd.ipld.raw';
export const cborType = 'application/vnd.ipld.dag-cbor';

/**
 * The bytes of a request whose content type is a binary one.
 * @throws VouchError `request.invalid` when there are none
 */
export function bodyOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  throw new VouchError({
    code: 'request.invalid',
    message: 'The body is empty, or no bytes.',
    hint: 'Send the bytes as the body, with the content type that the operation names.',
    details: { field: 'body' },
  });
}
