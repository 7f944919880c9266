/**
 * Entries of each account, packed into a few arrays: 9 bytes an entry. A list that is full moves behind all others with
 * twice the room, so that rooms and the places that were left behind are together less than four times the entries.
 */
export interface EdgeLists {
  /** Adds an entry to an account's list. */
  append(account: number, entry: { other: number; weight: number; tag: number }): void;
  /** Takes the first entry of `other` out of an account's list, if there is one. The order of the rest may change. */
  remove(account: number, other: number): void;
  clear(account: number): void;
  lengthOf(account: number): number;
  /** Gives the entries of an account. The list must not change meanwhile. */
  each(account: number, visit: (other: number, weight: number, tag: number) => void): void;
  /** Bytes of all arrays. */
  bytes(): number;
}

const FIRST_CAPACITY = 4;

/** Lists of accounts 0, 1, 2 and so on; all are empty at first. */
export function createEdgeLists(): EdgeLists {
  let others = new Uint32Array(1_024);
  let weights = new Uint32Array(1_024);
  let tags = new Uint8Array(1_024);
  let starts = new Uint32Array(256);
  let lengths = new Uint32Array(256);
  let capacities = new Uint32Array(256);
  /** First entry behind all lists. */
  let end = 0;

  const knowAccount = (account: number) => {
    if (account < starts.length) return;
    const size = Math.max(account + 1, Math.ceil(starts.length * 1.5));
    starts = grown(starts, size);
    lengths = grown(lengths, size);
    capacities = grown(capacities, size);
  };
  const reserve = (entries: number) => {
    if (end + entries <= others.length) return;
    const size = Math.max(end + entries, Math.ceil(others.length * 1.25));
    others = grown(others, size);
    weights = grown(weights, size);
    tags = grown(tags, size);
  };
  const move = (from: number, to: number, length: number) => {
    others.copyWithin(to, from, from + length);
    weights.copyWithin(to, from, from + length);
    tags.copyWithin(to, from, from + length);
  };
  const makeRoom = (account: number) => {
    const capacity = at(capacities, account);
    const wanted = capacity === 0 ? FIRST_CAPACITY : capacity * 2;
    // The last list grows where it stands.
    if (capacity > 0 && at(starts, account) + capacity === end) {
      reserve(wanted - capacity);
      end += wanted - capacity;
    } else {
      reserve(wanted);
      move(at(starts, account), end, capacity);
      starts[account] = end;
      end += wanted;
    }
    capacities[account] = wanted;
  };

  return {
    append: (account, { other, weight, tag }) => {
      knowAccount(account);
      const length = at(lengths, account);
      if (length === at(capacities, account)) makeRoom(account);
      const index = at(starts, account) + length;
      others[index] = other;
      weights[index] = weight;
      tags[index] = tag;
      lengths[account] = length + 1;
    },
    remove: (account, other) => {
      const start = starts[account] ?? 0;
      const last = start + (lengths[account] ?? 0) - 1;
      const index = others.subarray(start, last + 1).indexOf(other) + start;
      if (index < start) return;
      others[index] = at(others, last);
      weights[index] = at(weights, last);
      tags[index] = at(tags, last);
      lengths[account] = last - start;
    },
    clear: (account) => {
      if (account < lengths.length) lengths[account] = 0;
    },
    lengthOf: (account) => lengths[account] ?? 0,
    each: (account, visit) => {
      const start = starts[account] ?? 0;
      const stop = start + (lengths[account] ?? 0);
      for (let index = start; index < stop; index += 1) visit(at(others, index), at(weights, index), at(tags, index));
    },
    bytes: () => 9 * others.length + 12 * starts.length,
  };
}

/** Safety: callers stay within the array. */
const at = (array: Uint32Array | Uint8Array, index: number): number => array[index] as number;

function grown<T extends Uint32Array | Uint8Array>(array: T, size: number): T {
  // Safety: an array of the same class.
  const bigger = new (array.constructor as new (size: number) => T)(size);
  bigger.set(array);
  return bigger;
}
