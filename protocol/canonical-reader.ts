/** Makes what a link becomes, of its codec and its 32-byte sha2-256 digest. */
export type MakeLink = (codec: number, digest: Uint8Array) => unknown;

/**
 * Reads dag-cbor that is in the one canonical form: shortest lengths, map keys sorted and unique, valid UTF-8, whole numbers
 * within 53 bits, CIDv1 of sha2-256, addresses and digests in lower-case hex (which schemas would lower otherwise). Our
 * documents hold nothing else. It reads several times faster than decoding with the
 * library and encoding again to compare, which is what a node does for every listing of the market; and it needs no library,
 * which is what a page wants.
 * @param link makes what links become
 * @returns the value, or undefined for anything else; `@ipld/dag-cbor` then tells what is wrong
 */
export function readCanonicalWith(bytes: Uint8Array, link: MakeLink): unknown {
  const reader: Reader = { bytes, at: 0, link };
  const value = readValue(reader, 0);
  return value !== refused && reader.at === bytes.length ? value : undefined;
}

interface Reader {
  bytes: Uint8Array;
  at: number;
  link: MakeLink;
}

const refused = Symbol('not canonical');
const mostDepth = 32;
const addressCharacters = 42;
const digestCharacters = 66;
const upperHex = /^0x[0-9a-fA-F]*[A-F]/;
const linkTag = 42;
const linkPrefix = [0x00, 0x01, 0, 0x12, 0x20];
const linkBytes = 37;
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
  const { bytes, at } = reader;
  const end = at + length;
  if (end > bytes.length) return refused;
  reader.at = end;
  if (length <= 48) {
    let text = '';
    let index = at;
    for (; index < end; index++) {
      const byte = bytes[index] ?? 0x80;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (index === end) return length === addressCharacters && upperHex.test(text) ? refused : text;
  }
  try {
    const text = utf8.decode(bytes.subarray(at, end));
    return length === digestCharacters && upperHex.test(text) ? refused : text;
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
  const map: Record<string, unknown> = {};
  let lastStart = 0;
  let lastEnd = 0;
  for (let index = 0; index < length; index++) {
    const initial = bytes[reader.at] ?? 0;
    if (initial >> 5 !== 3) return refused;
    const size = readArgument(reader, initial);
    const start = reader.at;
    if (size < 0) return refused;
    const key = readText(reader, size);
    if (key === refused || key === '__proto__') return refused;
    if (index > 0 && !ascends(bytes, lastStart, lastEnd, start, reader.at)) return refused;
    lastStart = start;
    lastEnd = reader.at;
    const value = readValue(reader, depth + 1);
    if (value === refused) return refused;
    map[key] = value;
  }
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
  const start = at + 2;
  const codec = bytes[start + 2] ?? 0;
  const fits = linkPrefix.every((byte, index) => index === 2 || bytes[start + index] === byte);
  if (!fits || codec >= 0x80) return refused;
  reader.at = start + linkBytes;
  return reader.link(codec, new Uint8Array(bytes.subarray(start + 5, start + linkBytes)));
}
