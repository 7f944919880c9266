import type { MapForm } from './map-forms.ts';
import type { ReadMemo } from './read-memo.ts';

/**
 * Makes what a link becomes.
 * @param codec of the block that it names
 * @param cid the 36 bytes of its CIDv1: version, codec, hash function, length, 32 bytes of sha2-256. They are a part of a larger array
 */
export type MakeLink = (codec: number, cid: Uint8Array<ArrayBuffer>) => unknown;

/** Where the digest begins in the bytes of a CID. */
export const CID_HEAD_BYTES = 4;

/**
 * Reads dag-cbor that is in the one canonical form: shortest lengths, map keys sorted and unique, valid UTF-8, whole numbers
 * within 53 bits, CIDv1 of sha2-256, addresses and digests in lower-case hex (which schemas would lower otherwise). Our
 * documents hold nothing else. It reads several times faster than decoding with the
 * library and encoding again to compare, which is what a node does for every listing of the market; and it needs no library,
 * which is what a page wants.
 * @param link makes what links become
 * @param memo of documents read before, where many are read
 * @returns the value, or undefined for anything else; `@ipld/dag-cbor` then tells what is wrong
 */
export function readCanonicalWith(bytes: Uint8Array, link: MakeLink, memo: ReadMemo | null = null): unknown {
  const reader: Reader = { bytes, at: 0, link, memo, copy: null };
  const value = readValue(reader, 0);
  return value !== refused && reader.at === bytes.length ? value : undefined;
}

interface Reader {
  bytes: Uint8Array;
  at: number;
  link: MakeLink;
  memo: ReadMemo | null;
  /** The document once more for its links, which may stay when a buffer that many documents share should go. */
  copy: Uint8Array<ArrayBuffer> | null;
}

const refused = Symbol('not canonical');
const mostDepth = 32;
const addressCharacters = 42;
const digestCharacters = 66;
const upperHex = /^0x[0-9a-fA-F]*[A-F]/;
const linkTag = 42;
const linkBytes = 37;
const shortBytes = 66;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readValue(reader: Reader, depth: number): unknown {
  const initial = reader.bytes[reader.at];
  if (initial === undefined || depth > mostDepth) return refused;
  if (initial >= 0xe0) return readSimple(reader, initial);
  const major = initial >> 5;
  const argument = readArgument(reader, initial);
  if (argument < 0) return refused;
  switch (major) {
    case 0:
      return argument;
    case 1:
      return argument >= Number.MAX_SAFE_INTEGER ? refused : -1 - argument;
    case 2:
      return readBytes(reader, argument);
    case 3:
      return readText(reader, argument);
    case 4:
      return readArray(reader, argument, depth);
    case 5:
      return readMap(reader, argument, depth);
    default:
      return argument === linkTag ? readLink(reader) : refused;
  }
}

function readSimple(reader: Reader, initial: number): unknown {
  reader.at++;
  if (initial === 0xf4) return false;
  if (initial === 0xf5) return true;
  return initial === 0xf6 ? null : refused;
}

/** The number in an item's head, or −1 when it is cut off, not the shortest, or beyond 53 bits. */
function readArgument(reader: Reader, initial: number): number {
  const { bytes, at } = reader;
  const low = initial & 0x1f;
  reader.at = at + 1;
  if (low < 24) return low;
  const size = low < 28 ? 1 << (low - 24) : 0;
  if (size === 0 || at + 1 + size > bytes.length) return -1;
  let value = 0;
  for (let index = 0; index < size; index++) value = value * 256 + (bytes[at + 1 + index] ?? 0);
  reader.at = at + 1 + size;
  const shortest = size === 1 ? value >= 24 : value >= 2 ** (size * 4);
  return shortest && value <= Number.MAX_SAFE_INTEGER ? value : -1;
}

function readBytes(reader: Reader, length: number): unknown {
  const { bytes, at } = reader;
  if (at + length > bytes.length) return refused;
  reader.at = at + length;
  return new Uint8Array(bytes.subarray(at, at + length));
}

function readText(reader: Reader, length: number): string | typeof refused {
  const { bytes, at, memo } = reader;
  const end = at + length;
  if (end > bytes.length) return refused;
  reader.at = end;
  if (length > shortBytes) return decode(bytes, at, end);
  const known = memo?.texts.find(bytes, at, length) ?? null;
  if (known !== null) return known;
  const text = ascii(bytes, at, end) ?? decode(bytes, at, end);
  if (text === refused || text.length !== length) return text;
  const isHex = length === addressCharacters || length === digestCharacters;
  if (isHex && upperHex.test(text)) return refused;
  memo?.texts.remember(bytes, at, text);
  return text;
}

/** A short text of ASCII, at half of what a decoder takes for it; null where it has other characters. */
function ascii(bytes: Uint8Array, at: number, end: number): string | null {
  const codes = new Array<number>(end - at);
  for (let index = at; index < end; index++) {
    const code = bytes[index] as number;
    if (code >= 0x80) return null;
    codes[index - at] = code;
  }
  return String.fromCharCode.apply(null, codes);
}

function decode(bytes: Uint8Array, at: number, end: number): string | typeof refused {
  try {
    return utf8.decode(bytes.subarray(at, end));
  } catch {
    // Not UTF-8: the library tells the reader so.
    return refused;
  }
}

function readArray(reader: Reader, length: number, depth: number): unknown {
  // Every item takes a byte, so a false length costs nothing.
  if (length > reader.bytes.length - reader.at) return refused;
  const items: unknown[] = [];
  for (let index = 0; index < length; index++) {
    const item = readValue(reader, depth + 1);
    if (item === refused) return refused;
    items.push(item);
  }
  return items;
}

function readMap(reader: Reader, length: number, depth: number): unknown {
  const { bytes } = reader;
  if (length * 2 > bytes.length - reader.at) return refused;
  const start = reader.at;
  const form = reader.memo?.forms.find(bytes, start, length) ?? null;
  if (form !== null) {
    const map = readForm(reader, form, depth);
    if (map !== null) return map;
    reader.at = start;
  }
  return readAnyMap(reader, length, depth);
}

/** Reads a map with the keys of one that was read before, or gives null where it has others. */
function readForm(reader: Reader, { keys, heads, template }: MapForm, depth: number): unknown {
  const { bytes } = reader;
  // A copy of an object with these keys is made at once; adding them one by one costs several times as much.
  const map: Record<string, unknown> = { ...template };
  for (let index = 0; index < keys.length; index++) {
    // Safety: both lists have the same length.
    const head = heads[index] as Uint8Array;
    const at = reader.at;
    for (let place = 0; place < head.length; place++) if (bytes[at + place] !== head[place]) return null;
    reader.at = at + head.length;
    const value = readValue(reader, depth + 1);
    if (value === refused) return refused;
    map[keys[index] as string] = value;
  }
  return map;
}

function readAnyMap(reader: Reader, length: number, depth: number): unknown {
  const { bytes } = reader;
  const map: Record<string, unknown> = {};
  const begins = reader.at;
  const heads: Uint8Array[] = [];
  let lastStart = 0;
  let lastEnd = 0;
  for (let index = 0; index < length; index++) {
    const head = reader.at;
    const initial = bytes[head] ?? 0;
    if (initial >> 5 !== 3) return refused;
    const size = readArgument(reader, initial);
    const start = reader.at;
    if (size < 0) return refused;
    const key = readText(reader, size);
    if (key === refused || key === '__proto__') return refused;
    if (index > 0 && !ascends(bytes, lastStart, lastEnd, start, reader.at)) return refused;
    lastStart = start;
    lastEnd = reader.at;
    heads.push(bytes.subarray(head, lastEnd));
    const value = readValue(reader, depth + 1);
    if (value === refused) return refused;
    map[key] = value;
  }
  reader.memo?.forms.remember(bytes, begins, { heads, map });
  return map;
}

/** True when the second key comes after the first: by length, then by bytes. */
function ascends(bytes: Uint8Array, from: number, to: number, nextFrom: number, nextTo: number): boolean {
  const length = to - from;
  if (length !== nextTo - nextFrom) return length < nextTo - nextFrom;
  for (let index = 0; index < length; index++) {
    const difference = (bytes[nextFrom + index] ?? 0) - (bytes[from + index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function readLink(reader: Reader): unknown {
  const { bytes, at } = reader;
  // A byte string of 37 bytes: zero, then CIDv1, codec, sha2-256, 32 bytes.
  if (bytes[at] !== 0x58 || bytes[at + 1] !== linkBytes || at + 2 + linkBytes > bytes.length) return refused;
  const codec = bytes[at + 4] ?? 0;
  const fits = bytes[at + 2] === 0 && bytes[at + 3] === 1 && bytes[at + 5] === 0x12 && bytes[at + 6] === 0x20;
  if (!fits || codec >= 0x80) return refused;
  reader.at = at + 2 + linkBytes;
  reader.copy ??= new Uint8Array(bytes);
  return reader.link(codec, reader.copy.subarray(at + 3, reader.at));
}
