import { VouchError } from '../errors.ts';

/** Bytes that a number up to 2^53 - 1 may take. */
const mostDigits = 8;

/** Writes a whole number from 0 to 2^53 - 1 in digits of base 128, the highest first, as few as possible. */
export function encodeVarint(value: number): Uint8Array {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 128);
  return Uint8Array.from(digits);
}

/** Reads a message from the start to its end; every method moves on. */
export interface ByteReader {
  readonly ended: boolean;
  /** Bytes read. */
  readonly at: number;
  /** Bytes not read yet. */
  readonly left: number;
  /** @throws VouchError `reconcile.malformed` at the end, for a number that is longer than needed, or above 2^53 - 1 */
  varint(): number;
  /**
   * @returns a view of the message
   * @throws VouchError `reconcile.malformed` when fewer bytes are left
   */
  bytes(count: number): Uint8Array;
}

/** Makes a reader of a message that came from a peer. */
export function readBytes(message: Uint8Array): ByteReader {
  let at = 0;
  const bytes = (count: number): Uint8Array => {
    if (count > message.length - at) throw malformed(at, 'ends too early');
    at += count;
    return message.subarray(at - count, at);
  };
  return {
    get ended() {
      return at === message.length;
    },
    get at() {
      return at;
    },
    get left() {
      return message.length - at;
    },
    bytes,
    varint: () => {
      const start = at;
      let value = 0;
      for (let digits = 0; digits < mostDigits; digits++) {
        const digit = bytes(1)[0] as number;
        if (digits === 0 && digit === 0x80) throw malformed(start, 'has a number that is longer than needed');
        value = value * 128 + (digit % 128);
        if (value > Number.MAX_SAFE_INTEGER) break;
        if (digit < 128) return value;
      }
      throw malformed(start, 'has a number above 2^53 - 1');
    },
  };
}

/** The refusal of a message, naming the byte. */
export const malformed = (at: number, problem: string): VouchError =>
  new VouchError({
    code: 'reconcile.malformed',
    message: `A message of reconciliation ${problem} (byte ${at}).`,
    hint: 'Another peer is asked.',
    details: { field: `byte ${at}` },
  });
