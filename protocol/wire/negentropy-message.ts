import { VouchError } from '../errors.ts';
import { FINGERPRINT_BYTES } from './negentropy-fingerprint.ts';
import { type Bound, compareBounds, ID_BYTES } from './negentropy-items.ts';
import { type ByteReader, encodeVarint, malformed, readBytes } from './negentropy-varint.ts';

/** The first byte of every message: version 1 of the protocol. */
export const VERSION = 0x61;

const SKIP = 0;
const FINGERPRINT = 1;
const IDS = 2;

/** What a message says about the items from the upper bound of the range before up to, and without, its own. */
export type Range =
  | { mode: 'skip'; upper: Bound }
  | { mode: 'fingerprint'; upper: Bound; fingerprint: Uint8Array }
  | { mode: 'ids'; upper: Bound; ids: Uint8Array[] };

/** Below all items. */
export const lowest: Bound = { timestamp: 0, id: new Uint8Array(ID_BYTES) };
/** Above all items. */
export const highest: Bound = { timestamp: Number.POSITIVE_INFINITY, id: new Uint8Array(ID_BYTES) };

/**
 * Reads a message. Its ranges ascend; what is after the last counts as skipped.
 * @throws VouchError `reconcile.malformed`, `reconcile.version_unsupported`
 */
export function decodeMessage(message: Uint8Array): Range[] {
  const reader = readBytes(message);
  const [version] = reader.bytes(1);
  if (version !== VERSION) throw otherVersion(version as number);
  const ranges: Range[] = [];
  let lower = lowest;
  while (!reader.ended) {
    const start = reader.at;
    const upper = readBound(reader, lower.timestamp);
    if (lower.timestamp === highest.timestamp) throw malformed(start, 'has a range after the end');
    if (compareBounds(upper, lower) < 0) throw malformed(start, 'has ranges that do not ascend');
    ranges.push(readRange(reader, upper, start));
    lower = upper;
  }
  return ranges;
}

function readBound(reader: ByteReader, before: number): Bound {
  const encoded = reader.varint();
  const timestamp = encoded === 0 ? highest.timestamp : before + encoded - 1;
  const start = reader.left;
  if (timestamp !== highest.timestamp && !Number.isSafeInteger(timestamp))
    throw malformed(start, 'has a time too late');
  const length = reader.varint();
  if (length > ID_BYTES) throw malformed(start, `has ${length} bytes of an id`);
  const id = new Uint8Array(ID_BYTES);
  id.set(reader.bytes(length));
  return { timestamp, id };
}

function readRange(reader: ByteReader, upper: Bound, start: number): Range {
  const mode = reader.varint();
  if (mode === SKIP) return { mode: 'skip', upper };
  if (mode === FINGERPRINT) return { mode: 'fingerprint', upper, fingerprint: reader.bytes(FINGERPRINT_BYTES) };
  if (mode !== IDS) throw malformed(start, `has a range of mode ${mode}`);
  const count = reader.varint();
  // Compared before anything is made of so many.
  if (count > reader.left / ID_BYTES) throw malformed(start, `announces ${count} ids and ends before`);
  return { mode: 'ids', upper, ids: Array.from({ length: count }, () => reader.bytes(ID_BYTES)) };
}

/** Puts a message together. Ranges are given in ascending order. */
export interface MessageWriter {
  /** Bytes so far. */
  readonly bytes: number;
  /** True as long as all is skipped. */
  readonly empty: boolean;
  write(range: Range): void;
  /** Returns to how the message was when the function was got. */
  mark(): () => void;
  finish(): Uint8Array;
}

/** Begins a message. Skips that follow one another become one, and one at the end is left out. */
export function writeMessage(): MessageWriter {
  let parts: Uint8Array[] = [Uint8Array.of(VERSION)];
  let bytes = 1;
  let timestamp = lowest.timestamp;
  let skipped: Bound | undefined;
  const push = (...more: Uint8Array[]) => {
    for (const part of more) {
      parts.push(part);
      bytes += part.length;
    }
  };
  const bound = (upper: Bound) => {
    const infinite = upper.timestamp === highest.timestamp;
    const length = upper.id.findLastIndex((byte) => byte !== 0) + 1;
    push(encodeVarint(infinite ? 0 : upper.timestamp - timestamp + 1), Uint8Array.of(length));
    push(upper.id.subarray(0, length));
    timestamp = upper.timestamp;
  };
  return {
    get bytes() {
      return bytes;
    },
    get empty() {
      return bytes === 1;
    },
    write: (range) => {
      if (range.mode === 'skip') {
        skipped = range.upper;
        return;
      }
      if (skipped !== undefined) {
        bound(skipped);
        push(Uint8Array.of(SKIP));
        skipped = undefined;
      }
      bound(range.upper);
      if (range.mode === 'fingerprint') push(Uint8Array.of(FINGERPRINT), range.fingerprint);
      else push(Uint8Array.of(IDS), encodeVarint(range.ids.length), ...range.ids);
    },
    mark: () => {
      const before = { parts: parts.length, bytes, timestamp, skipped };
      return () => {
        parts = parts.slice(0, before.parts);
        ({ bytes, timestamp, skipped } = before);
      };
    },
    finish: () => {
      const message = new Uint8Array(bytes);
      let at = 0;
      for (const part of parts) {
        message.set(part, at);
        at += part.length;
      }
      return message;
    },
  };
}

const otherVersion = (version: number): VouchError =>
  new VouchError({
    code: 'reconcile.version_unsupported',
    message: `The peer reconciles by a version whose first byte is ${version}, not ${VERSION}.`,
    hint: 'Another peer is asked.',
    details: { field: 'version', limit: `${VERSION}` },
  });
