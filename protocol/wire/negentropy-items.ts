import { VouchError } from '../errors.ts';
import { add, addId, fingerprintOf, newSum, type Sum, take, takeId } from './negentropy-fingerprint.ts';

/** What is reconciled: an item is known by its id, and sorted by time first, so that new items lie together. */
export interface Item {
  /** A whole number from 0 to 2^53 - 2, of which one more is a safe number; its unit is the set's own. */
  timestamp: number;
  /** 32 bytes. */
  id: Uint8Array;
}

/** A place between items: everything below it sorts before. The id is 32 bytes; a timestamp of Infinity is the end. */
export interface Bound {
  timestamp: number;
  id: Uint8Array;
}

/**
 * A sorted set that changes at any time and knows the fingerprint of any range without reading all of it. Places are
 * numbers from 0 to `size`; they hold until the next change.
 */
export interface ItemSet extends Iterable<Item> {
  readonly size: number;
  /**
   * @returns false when the item is there already
   * @throws VouchError `reconcile.item_invalid`
   */
  insert(item: Item): boolean;
  /** @returns false when the item is not there */
  remove(item: Item): boolean;
  /** The item at a place below `size`. */
  at(place: number): Item;
  /** The place of the first item that is not below the bound. */
  placeOf(bound: Bound): number;
  /** The protocol's fingerprint, 16 bytes, of the items from a place up to another. */
  fingerprint(from: number, to: number): Uint8Array;
}

export const ID_BYTES = 32;

/** A chunk that would grow over this many items is split in two. */
const chunkItems = 256;

/** A run of the sorted items in packed form: 40 bytes an item and few objects, because a node holds sets for years. */
interface Chunk {
  count: number;
  timestamps: Float64Array;
  ids: Uint8Array;
  /** Invariant: the sum of the ids of the `count` items. */
  sum: Sum;
}

/**
 * Makes a set. It is a list of chunks with the sum of each, so a change costs the moving of one chunk, and a fingerprint one
 * addition a chunk and the reading of two.
 * @param items in any order
 * @throws VouchError `reconcile.item_invalid`
 */
export function createItemSet(items: Iterable<Item> = []): ItemSet {
  /** Invariant: none is empty; all items of one are below those of the next. */
  const chunks: Chunk[] = [];
  /** Invariant: how many items lie before each chunk; cut off at the first chunk that changed. */
  let before: number[] = [];
  let size = 0;

  const startOf = (index: number): number => {
    for (let at = before.length; at <= index; at++) {
      const previous = chunks[at - 1];
      before.push(previous === undefined ? 0 : (before[at - 1] ?? 0) + previous.count);
    }
    return before[index] ?? size;
  };

  /** The first chunk whose last item is not below the bound; `chunks.length` when there is none. */
  const chunkFor = (bound: Bound): number =>
    firstOf(
      chunks.length,
      (index) => compareAt(chunks[index] as Chunk, (chunks[index] as Chunk).count - 1, bound) >= 0,
    );

  const offsetIn = (chunk: Chunk, bound: Bound): number =>
    firstOf(chunk.count, (offset) => compareAt(chunk, offset, bound) >= 0);

  const locate = (place: number): { index: number; offset: number } => {
    startOf(chunks.length - 1);
    const index = firstOf(chunks.length, (at) => (before[at + 1] ?? size) > place);
    return { index, offset: place - startOf(index) };
  };

  const itemIn = (chunk: Chunk, offset: number): Item => ({
    timestamp: chunk.timestamps[offset] as number,
    id: chunk.ids.slice(offset * ID_BYTES, (offset + 1) * ID_BYTES),
  });

  const set: ItemSet = {
    get size() {
      return size;
    },
    insert: (item) => {
      checkItem(item);
      const index = Math.min(chunkFor(item), Math.max(0, chunks.length - 1));
      let chunk = chunks[index];
      if (chunk === undefined) {
        chunk = newChunk();
        chunks.push(chunk);
      }
      const offset = offsetIn(chunk, item);
      if (offset < chunk.count && compareAt(chunk, offset, item) === 0) return false;
      insertInto(chunk, offset, item);
      if (chunk.count === chunkItems) chunks.splice(index + 1, 0, split(chunk));
      before = before.slice(0, index + 1);
      size++;
      return true;
    },
    remove: (item) => {
      const index = chunkFor(item);
      const chunk = chunks[index];
      if (chunk === undefined) return false;
      const offset = offsetIn(chunk, item);
      if (compareAt(chunk, offset, item) !== 0) return false;
      removeFrom(chunk, offset);
      const next = chunks[index + 1];
      if (chunk.count === 0) chunks.splice(index, 1);
      else if (next !== undefined && chunk.count + next.count <= chunkItems / 2) {
        append(chunk, next);
        chunks.splice(index + 1, 1);
      }
      before = before.slice(0, index);
      size--;
      return true;
    },
    at: (place) => {
      const { index, offset } = locate(place);
      return itemIn(chunks[index] as Chunk, offset);
    },
    placeOf: (bound) => {
      const index = chunkFor(bound);
      const chunk = chunks[index];
      return chunk === undefined ? size : startOf(index) + offsetIn(chunk, bound);
    },
    fingerprint: (from, to) => {
      const sum = newSum();
      let { index, offset } = locate(from);
      for (let left = to - from; left > 0; index++, offset = 0) {
        const chunk = chunks[index] as Chunk;
        const count = Math.min(left, chunk.count - offset);
        if (count === chunk.count) add(sum, chunk.sum);
        else for (let at = offset; at < offset + count; at++) addId(sum, chunk.ids, at * ID_BYTES);
        left -= count;
      }
      return fingerprintOf(sum, to - from);
    },
    *[Symbol.iterator]() {
      for (const chunk of chunks) for (let offset = 0; offset < chunk.count; offset++) yield itemIn(chunk, offset);
    },
  };
  for (const item of items) set.insert(item);
  return set;
}

/** The order of items and bounds: by timestamp, then by the bytes of the id. */
export function compareBounds(one: Bound, other: Bound): number {
  if (one.timestamp !== other.timestamp) return one.timestamp < other.timestamp ? -1 : 1;
  return compareIds(one.id, 0, other.id);
}

function compareAt(chunk: Chunk, offset: number, bound: Bound): number {
  const timestamp = chunk.timestamps[offset] as number;
  if (timestamp !== bound.timestamp) return timestamp < bound.timestamp ? -1 : 1;
  return compareIds(chunk.ids, offset * ID_BYTES, bound.id);
}

function compareIds(ids: Uint8Array, start: number, id: Uint8Array): number {
  for (let index = 0; index < ID_BYTES; index++) {
    const difference = (ids[start + index] as number) - (id[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first number below `count` for which the test is true, where it stays true from then on; `count` when there is none. */
function firstOf(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const newChunk = (): Chunk => ({
  count: 0,
  timestamps: new Float64Array(chunkItems),
  ids: new Uint8Array(chunkItems * ID_BYTES),
  sum: newSum(),
});

function insertInto(chunk: Chunk, offset: number, { timestamp, id }: Item): void {
  chunk.timestamps.copyWithin(offset + 1, offset, chunk.count);
  chunk.ids.copyWithin((offset + 1) * ID_BYTES, offset * ID_BYTES, chunk.count * ID_BYTES);
  chunk.timestamps[offset] = timestamp;
  chunk.ids.set(id, offset * ID_BYTES);
  chunk.count++;
  addId(chunk.sum, id, 0);
}

function removeFrom(chunk: Chunk, offset: number): void {
  takeId(chunk.sum, chunk.ids, offset * ID_BYTES);
  chunk.timestamps.copyWithin(offset, offset + 1, chunk.count);
  chunk.ids.copyWithin(offset * ID_BYTES, (offset + 1) * ID_BYTES, chunk.count * ID_BYTES);
  chunk.count--;
}

/** Moves the upper half of a chunk to a new one. */
function split(chunk: Chunk): Chunk {
  const upper = newChunk();
  const half = chunk.count >> 1;
  upper.count = chunk.count - half;
  upper.timestamps.set(chunk.timestamps.subarray(half, chunk.count));
  upper.ids.set(chunk.ids.subarray(half * ID_BYTES, chunk.count * ID_BYTES));
  for (let at = 0; at < upper.count; at++) addId(upper.sum, upper.ids, at * ID_BYTES);
  take(chunk.sum, upper.sum);
  chunk.count = half;
  return upper;
}

function append(chunk: Chunk, next: Chunk): void {
  chunk.timestamps.set(next.timestamps.subarray(0, next.count), chunk.count);
  chunk.ids.set(next.ids.subarray(0, next.count * ID_BYTES), chunk.count * ID_BYTES);
  chunk.count += next.count;
  add(chunk.sum, next.sum);
}

function checkItem({ timestamp, id }: Item): void {
  if (id.length === ID_BYTES && Number.isSafeInteger(timestamp + 1) && timestamp >= 0) return;
  throw new VouchError({
    code: 'reconcile.item_invalid',
    message: `An item has the timestamp ${timestamp} and an id of ${id.length} bytes.`,
    hint: 'Give a whole number from 0 to 2^53 - 2, and an id of 32 bytes.',
    details: { field: id.length === ID_BYTES ? 'timestamp' : 'id', limit: `${ID_BYTES} bytes` },
  });
}
