/** How a secret is padded, so that the length of its ciphertext says little. */
export interface Padding {
  /** The padded length is a multiple of so many bytes. */
  stepBytes: number;
  /** Bytes in which the true length is written in front, big endian. */
  lengthBytes: 2 | 4;
}

const paddedSize = (length: number, { stepBytes, lengthBytes }: Padding): number =>
  Math.ceil((lengthBytes + length) / stepBytes) * stepBytes;

/**
 * Pads bytes: their length, the bytes, and zeros up to a multiple of the step.
 * @param bytes fewer than the length field can count: the caller's limits see to it
 */
export function pad(bytes: Uint8Array, padding: Padding): Uint8Array {
  const padded = new Uint8Array(paddedSize(bytes.length, padding));
  const view = new DataView(padded.buffer);
  if (padding.lengthBytes === 2) view.setUint16(0, bytes.length);
  else view.setUint32(0, bytes.length);
  padded.set(bytes, padding.lengthBytes);
  return padded;
}

/** Takes the padding off. @returns undefined when it is not exactly what `pad` makes */
export function unpad(padded: Uint8Array, padding: Padding): Uint8Array | undefined {
  const { stepBytes, lengthBytes } = padding;
  if (padded.length < stepBytes) return undefined;
  const view = new DataView(padded.buffer, padded.byteOffset);
  const length = lengthBytes === 2 ? view.getUint16(0) : view.getUint32(0);
  const end = lengthBytes + length;
  if (padded.length !== paddedSize(length, padding) || padded.subarray(end).some((byte) => byte !== 0)) {
    return undefined;
  }
  return padded.subarray(lengthBytes, end);
}
