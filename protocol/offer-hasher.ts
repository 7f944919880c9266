import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import type { CatalogueEntry } from './catalogue.ts';
import { kinds } from './kind.ts';
import type { Address, Hex } from './primitives.ts';

/** keccak-256 of bytes. */
export type Keccak = (bytes: Uint8Array) => Uint8Array;

/** Hashes the offers of whole catalogues, many times faster than encoding each with viem. */
export interface OfferHasher {
  /** The leaves of an entry's offers, equal to `offersOf(shop, entry).map(offerLeaf)`, as 32 bytes each. */
  leaves(shop: Address, entry: CatalogueEntry): Uint8Array[];
  /** All offers of a catalogue. @param entries at least one, every handle once */
  set(shop: Address, entries: readonly CatalogueEntry[]): OfferSet;
}

/** The offers of a catalogue, hashed. It never changes. */
export interface OfferSet {
  /** Equal to the root of `buildOfferTree` over all leaves. */
  readonly root: Hex;
  /** Number of offers. */
  readonly size: number;
  /**
   * Makes the set of the next catalogue version; only what an edit moved is hashed again.
   * @param gone handles that are removed or changed
   * @param entries new and changed entries
   */
  replace(gone: readonly string[], entries: readonly CatalogueEntry[]): OfferSet;
}

const WORD = 32;
const OFFER_WORDS = 15;

/**
 * Makes an offer hasher.
 * @param keccak the hash to use: noble's in a browser, WebAssembly in a node
 */
export function createOfferHasher(keccak: Keccak): OfferHasher {
  const leaves = (shop: Address, entry: CatalogueEntry): Uint8Array[] => {
    const words = new Uint8Array(OFFER_WORDS * WORD);
    writeTerms(words, shop, entry);
    return entry.offers.map(({ code, priceUnits, maxSold }) => {
      words.set(keccak(utf8ToBytes(`${entry.handle}\n${code}`)), 2 * WORD);
      writeUint(words, 4, BigInt(priceUnits));
      writeUint(words, 5, BigInt(maxSold));
      return keccak(keccak(words));
    });
  };
  const setOf = (
    shop: Address,
    byHandle: ReadonlyMap<string, Uint8Array[]>,
    sorted: Uint8Array[],
    before: Uint8Array[],
  ): OfferSet => {
    if (sorted.length === 0) throw new RangeError('a set of offers has at least one');
    const tree = merkleTree(sorted, before, keccak);
    return {
      // Safety: the tree of at least one leaf has a root.
      root: toHex(tree[0] as Uint8Array),
      size: sorted.length,
      replace: (gone, entries) => {
        const next = new Map(byHandle);
        const removed = new Set<Uint8Array>();
        for (const handle of gone) {
          for (const leaf of next.get(handle) ?? []) removed.add(leaf);
          next.delete(handle);
        }
        const added = entries.flatMap((entry) => {
          const made = leaves(shop, entry);
          next.set(entry.handle, made);
          return made;
        });
        const kept = sorted.filter((leaf) => !removed.has(leaf));
        return setOf(shop, next, [...kept, ...added].sort(compareBytes), tree);
      },
    };
  };
  return {
    leaves,
    set: (shop, entries) => {
      const byHandle = new Map(entries.map((entry) => [entry.handle, leaves(shop, entry)]));
      return setOf(shop, byHandle, [...byHandle.values()].flat().sort(compareBytes), []);
    },
  };
}

/** All words of abi.encode(Offer) that the variants of an entry share, in the order of Types.sol. */
function writeTerms(words: Uint8Array, shop: Address, { listing, terms }: CatalogueEntry): void {
  writeHex(words, 0, shop);
  words.set(listing.multihash.digest, WORD);
  writeHex(words, 3, terms.token);
  writeUint(words, 6, BigInt(kinds.indexOf(terms.kind)));
  writeUint(words, 7, BigInt(terms.shipWithinSeconds));
  writeUint(words, 8, BigInt(terms.inspectWithinSeconds));
  writeUint(words, 9, BigInt(terms.coverageBps));
  writeUint(words, 10, BigInt(terms.commissionBps));
  writeUint(words, 11, BigInt(terms.parentBps));
  writeUint(words, 12, BigInt(terms.hostBps));
  writeHex(words, 13, terms.arbitrator);
  writeHex(words, 14, terms.delivery);
}

/**
 * OpenZeppelin's layout: sorted leaves fill a complete binary tree from its end; pairs are hashed in ascending order. Nodes
 * over the same two children as in the tree before are taken from there.
 */
function merkleTree(sorted: readonly Uint8Array[], before: readonly Uint8Array[], keccak: Keccak): Uint8Array[] {
  const tree = new Array<Uint8Array>(2 * sorted.length - 1);
  sorted.forEach((leaf, index) => {
    tree[tree.length - 1 - index] = leaf;
  });
  const sameShape = before.length === tree.length;
  const pair = new Uint8Array(2 * WORD);
  for (let index = tree.length - 1 - sorted.length; index >= 0; index--) {
    // Safety: both children of an inner node were written before it.
    const left = tree[2 * index + 1] as Uint8Array;
    const right = tree[2 * index + 2] as Uint8Array;
    const known =
      sameShape && before[2 * index + 1] === left && before[2 * index + 2] === right ? before[index] : undefined;
    if (known !== undefined) {
      tree[index] = known;
      continue;
    }
    const ascending = compareBytes(left, right) < 0;
    pair.set(ascending ? left : right, 0);
    pair.set(ascending ? right : left, WORD);
    tree[index] = keccak(pair);
  }
  return tree;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < WORD; index++) {
    // Safety: both are hashes of 32 bytes.
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

const writeHex = (words: Uint8Array, word: number, hex: Hex): void => {
  const bytes = hexToBytes(hex.slice(2));
  words.set(bytes, (word + 1) * WORD - bytes.length);
};

function writeUint(words: Uint8Array, word: number, value: bigint): void {
  const start = word * WORD;
  const view = new DataView(words.buffer, words.byteOffset + start, WORD);
  view.setBigUint64(0, 0n);
  view.setBigUint64(8, 0n);
  view.setBigUint64(16, value >> 64n);
  view.setBigUint64(24, value & 0xffff_ffff_ffff_ffffn);
}

const toHex = (bytes: Uint8Array): Hex =>
  `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
