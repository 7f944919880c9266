import type { CatalogueEntry } from './catalogue.ts';
import type { GroupTermsDocument } from './group.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import { type Keccak, type OfferNode, offerNode, offerTree, replaceNodes, sortNodes } from './offer-nodes.ts';
import type { Address, Hex } from './primitives.ts';

/** Hashes the offers of whole catalogues, many times faster than encoding each with viem. */
export interface OfferHasher {
  /** The leaves of an entry's offers, equal to `offersOf(shop, entry).map(offerLeaf)`, as 32 bytes each. */
  leaves(shop: Address, entry: CatalogueEntry): Uint8Array[];
  /** All offers of a catalogue. @param entries at least one, every handle once */
  set(shop: Address, entries: readonly CatalogueEntry[]): OfferSet;
  /** The same in steps of a millisecond or so, for who must not hold up other work. */
  setInSteps(shop: Address, entries: readonly CatalogueEntry[]): Generator<void, OfferSet>;
}

/** The offers of a catalogue, hashed. It never changes. */
export interface OfferSet {
  /** Equal to the root of `buildOfferTree` over all leaves. */
  readonly root: Hex;
  /** Number of offers. */
  readonly size: number;
  /**
   * Makes the set of the next catalogue version; only what an edit moved is hashed again.
   * @param gone entries that are removed or changed, as they were
   * @param entries new and changed entries
   */
  replace(gone: readonly CatalogueEntry[], entries: readonly CatalogueEntry[]): OfferSet;
}

const utf8 = new TextEncoder();
const WORD = 32;
const OFFER_WORDS = 18;
const GROUP_WORDS = 5;
/** Entries hashed between two steps. */
const STEP_ENTRIES = 50;

/**
 * Makes an offer hasher.
 * @param keccak the hash to use: noble's in a browser, WebAssembly in a node
 */
export function createOfferHasher(keccak: Keccak): OfferHasher {
  const words = new Uint8Array(OFFER_WORDS * WORD);
  const name = new Uint8Array(limits.handleCharacters + 1 + 3 * limits.skuCodeCharacters);
  /** What `words` say already: most entries of a shop share their terms. */
  let written: { shop: Address; terms: CatalogueEntry['terms'] } | null = null;
  const sku = (handle: string, code: string): Uint8Array => {
    const text = `${handle}\n${code}`;
    const fits = text.length * 3 <= name.length;
    return keccak(fits ? name.subarray(0, utf8.encodeInto(text, name).written) : utf8.encode(text));
  };
  const leaves = (shop: Address, entry: CatalogueEntry): Uint8Array[] => {
    if (written === null || written.shop !== shop || !isSameTerms(written.terms, entry.terms)) {
      words.fill(0);
      writeTerms(words, shop, entry.terms);
      written = { shop, terms: entry.terms };
    }
    words.set(entry.listing.multihash.digest, WORD);
    return entry.offers.map(({ code, priceUnits, maxSold, group }) => {
      words.set(sku(entry.handle, code), 2 * WORD);
      writeUnits(words, 4, priceUnits);
      writeNumber(words, 5, maxSold);
      if (group === undefined) words.fill(0, 16 * WORD, 17 * WORD);
      else words.set(keccak(groupWords(group)), 16 * WORD);
      return keccak(keccak(words));
    });
  };
  function* setOf(shop: Address, sorted: OfferNode[], before: OfferNode[]): Generator<void, OfferSet> {
    if (sorted.length === 0) throw new RangeError('a set of offers has at least one');
    const tree = yield* offerTree(sorted, before, keccak);
    const nodesOf = (entries: readonly CatalogueEntry[]) =>
      entries.flatMap((entry) => leaves(shop, entry).map(offerNode));
    return {
      // Safety: the tree of at least one leaf has a root.
      root: toHex((tree[0] as OfferNode).hash),
      size: sorted.length,
      replace: (gone, entries) => {
        const next = replaceNodes(sorted, {
          gone: nodesOf(gone).map((node) => node.hash),
          added: sortNodes(nodesOf(entries)),
        });
        return toEnd(setOf(shop, next, tree));
      },
    };
  }
  function* setInSteps(shop: Address, entries: readonly CatalogueEntry[]): Generator<void, OfferSet> {
    const nodes: OfferNode[] = [];
    for (const [index, entry] of entries.entries()) {
      for (const leaf of leaves(shop, entry)) nodes.push(offerNode(leaf));
      if (index % STEP_ENTRIES === 0) yield;
    }
    return yield* setOf(shop, sortNodes(nodes), []);
  }
  return {
    leaves,
    set: (shop, entries) => toEnd(setInSteps(shop, entries)),
    setInSteps,
  };
}

function toEnd<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Terms have members of one kind each, and are compared before they are hashed. */
function isSameTerms(a: CatalogueEntry['terms'], b: CatalogueEntry['terms']): boolean {
  // Safety: these are the members of terms.
  const names = Object.keys(a) as (keyof typeof a)[];
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** All words of abi.encode(Offer) that entries of the same terms share, in the order of Types.sol. */
function writeTerms(words: Uint8Array, shop: Address, terms: CatalogueEntry['terms']): void {
  writeHex(words, 0, shop);
  writeHex(words, 3, terms.token);
  writeNumber(words, 6, kinds.indexOf(terms.kind));
  writeNumber(words, 7, terms.shipWithinSeconds);
  writeNumber(words, 8, terms.inspectWithinSeconds);
  writeNumber(words, 9, terms.coverageBps);
  writeNumber(words, 10, terms.commissionBps);
  writeNumber(words, 11, terms.parentBps);
  writeNumber(words, 12, terms.hostBps);
  writeHex(words, 13, terms.arbitrator);
  if (terms.pickup !== undefined) writeHex(words, 14, terms.pickup);
  writeNumber(words, 15, terms.pickupBps ?? 0);
  writeHex(words, 17, terms.delivery);
}

/** abi.encode(GroupTerms). */
function groupWords(group: GroupTermsDocument): Uint8Array {
  const words = new Uint8Array(GROUP_WORDS * WORD);
  writeUnits(words, 0, group.priceUnits);
  writeNumber(words, 1, group.size);
  writeNumber(words, 2, group.withinSeconds);
  writeNumber(words, 3, group.leaderBps);
  writeNumber(words, 4, group.commissionBps);
  return words;
}

/** Writes hex digits at the end of a word; the word's head stays zero. */
function writeHex(words: Uint8Array, word: number, hex: Hex): void {
  let at = (word + 1) * WORD - 1;
  for (let digit = hex.length - 1; digit > 2; digit -= 2) {
    words[at--] = digitValue(hex.charCodeAt(digit)) | (digitValue(hex.charCodeAt(digit - 1)) << 4);
  }
}

/** The value of a lower-case hex digit. */
const digitValue = (code: number): number => (code < 0x40 ? code - 0x30 : code - 0x57);

/** Writes a whole number of at most 53 bits over the last 8 bytes of a word. */
function writeNumber(words: Uint8Array, word: number, value: number): void {
  let rest = value;
  for (let at = (word + 1) * WORD - 1; at >= (word + 1) * WORD - 8; at--) {
    words[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

/** Writes a decimal amount of at most 128 bits. */
function writeUnits(words: Uint8Array, word: number, units: string): void {
  words.fill(0, (word + 1) * WORD - 16, (word + 1) * WORD - 8);
  if (units.length < 16) {
    writeNumber(words, word, Number(units));
    return;
  }
  const view = new DataView(words.buffer, words.byteOffset + word * WORD, WORD);
  const value = BigInt(units);
  view.setBigUint64(16, value >> 64n);
  view.setBigUint64(24, value & 0xffff_ffff_ffff_ffffn);
}

const toHex = (hash: string): Hex =>
  `0x${Array.from(hash, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')}`;
