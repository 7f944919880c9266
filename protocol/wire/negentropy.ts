import { bytesToHex } from '@noble/hashes/utils';
import { sameBytes } from '../block.ts';
import { VouchError } from '../errors.ts';
import { type Bound, ID_BYTES, type ItemSet } from './negentropy-items.ts';
import { decodeMessage, highest, type MessageWriter, type Range, VERSION, writeMessage } from './negentropy-message.ts';

/*
 * Range-based set reconciliation, version 1 of the negentropy protocol. Two sorted sets are compared by the fingerprints of ranges; ranges
 * that differ are split until they are short enough to be told id by id. The side that begins learns both differences and
 * keeps what it learnt between rounds; the other remembers nothing. Either set may change between rounds: what changed is then
 * found now or in the next exchange.
 */

/** The least frame limit: room for one split range and for the rest. */
export const LEAST_FRAME_BYTES = 4_096;
/** Room for one skip and the fingerprint of the rest, at their longest. */
const restBytes = 2 * (8 + 1 + ID_BYTES + 1) + 16;
/** A range that differs is split into so many. */
const parts = 16;
/** A range of fewer items is told id by id; measured, this moves the fewest bytes where few or many items differ. */
const listedItems = parts;

/** The ids that the beginning side has and the other lacks, and the other way round. Each id comes once. */
export interface Difference {
  have: Uint8Array[];
  need: Uint8Array[];
}

/** The beginning side of a reconciliation. */
export interface Reconciliation {
  readonly difference: Difference;
  /** The first message. */
  begin(): Uint8Array;
  /**
   * Takes the other side's answer.
   * @returns the next message, or null when the difference is complete
   * @throws VouchError `reconcile.malformed`, `reconcile.version_unsupported`, `reconcile.too_different` above `mostIds`; the
   * difference then holds what was found so far
   */
  next(answer: Uint8Array): Uint8Array | null;
}

/**
 * Begins to reconcile a set with a peer's.
 * @param options `frameBytes` that no message of this side exceeds, at least LEAST_FRAME_BYTES; `mostIds` in the difference
 */
export function beginReconciliation(options: { items: ItemSet; frameBytes: number; mostIds: number }): Reconciliation {
  const { items, frameBytes, mostIds } = options;
  const difference: Difference = { have: [], need: [] };
  // Some peers put ranges off together with those before, which then come again.
  const noted = new Set<string>();
  return {
    difference,
    begin: () => {
      const writer = writeMessage();
      writeSplit(writer, items, { from: 0, to: items.size, upper: highest });
      return writer.finish();
    },
    next: (answer) => {
      const writer = writeMessage();
      walk({ items, ranges: decodeMessage(answer), writer, frameBytes }, (place, ids) => {
        compare(items, place, { ids, difference, noted });
        if (difference.have.length + difference.need.length > mostIds) throw tooDifferent(mostIds);
        writer.write({ mode: 'skip', upper: place.upper });
        return place.to;
      });
      return writer.empty ? null : writer.finish();
    },
  };
}

/**
 * Answers a message of the side that began. A message of another version is answered by the version that this side speaks.
 * @throws VouchError `reconcile.malformed`
 */
export function answerReconciliation(options: { items: ItemSet; message: Uint8Array; frameBytes: number }): Uint8Array {
  const { items, message, frameBytes } = options;
  const [version] = message;
  if (version !== undefined && version !== VERSION) return Uint8Array.of(VERSION);
  const writer = writeMessage();
  walk({ items, ranges: decodeMessage(message), writer, frameBytes }, (place) =>
    writeIds(writer, items, { place, frameBytes }),
  );
  return writer.finish();
}

/** A range of the own items: places from, and up to, and the bound that the peer gave it. */
interface Place {
  from: number;
  to: number;
  upper: Bound;
}

/** Answers each range in turn. What does not fit into the frame is put off: one range from there to the end of all. */
function walk(
  { items, ranges, writer, frameBytes }: { items: ItemSet; ranges: Range[]; writer: MessageWriter; frameBytes: number },
  /** Takes a list of ids and answers it; returns the place it came to. */
  listed: (place: Place, ids: Uint8Array[]) => number,
): void {
  let from = 0;
  for (const range of ranges) {
    const place = { from, to: items.placeOf(range.upper), upper: range.upper };
    const undo = writer.mark();
    if (range.mode === 'ids') {
      const reached = listed(place, range.ids);
      if (reached < place.to) {
        writeRest(writer, items, reached);
        return;
      }
    } else if (range.mode === 'skip' || sameBytes(range.fingerprint, items.fingerprint(place.from, place.to))) {
      writer.write({ mode: 'skip', upper: range.upper });
    } else {
      writeSplit(writer, items, place);
    }
    if (writer.bytes > frameBytes - restBytes) {
      undo();
      writeRest(writer, items, place.from);
      return;
    }
    from = place.to;
  }
}

/** Tells a short range id by id, and a long one as fingerprints of equal parts. */
function writeSplit(writer: MessageWriter, items: ItemSet, { from, to, upper }: Place): void {
  const count = to - from;
  if (count < listedItems) {
    writer.write({ mode: 'ids', upper, ids: idsIn(items, from, to) });
    return;
  }
  for (let part = 0; part < parts; part++) {
    const start = from + Math.floor((count * part) / parts);
    const end = from + Math.floor((count * (part + 1)) / parts);
    const fingerprint = items.fingerprint(start, end);
    writer.write({ mode: 'fingerprint', upper: end === to ? upper : boundBefore(items, end), fingerprint });
  }
}

/** Tells a range id by id, as far as the frame has room. @returns the place it came to */
function writeIds(
  writer: MessageWriter,
  items: ItemSet,
  { place: { from, to, upper }, frameBytes }: { place: Place; frameBytes: number },
): number {
  const room = Math.floor((frameBytes - 2 * restBytes - writer.bytes) / ID_BYTES);
  const end = Math.min(to, from + Math.max(0, room));
  if (end < to && end === from) return from;
  writer.write({ mode: 'ids', upper: end === to ? upper : boundBefore(items, end), ids: idsIn(items, from, end) });
  return end;
}

/** Puts everything from a place on off to the next round, which has to look at it again. */
const writeRest = (writer: MessageWriter, items: ItemSet, from: number): void =>
  writer.write({ mode: 'fingerprint', upper: highest, fingerprint: items.fingerprint(from, items.size) });

/** The shortest bound between an item and the one before it. */
function boundBefore(items: ItemSet, place: number): Bound {
  const item = items.at(place);
  const previous = items.at(place - 1);
  const id = new Uint8Array(ID_BYTES);
  if (item.timestamp === previous.timestamp) {
    const differs = item.id.findIndex((byte, index) => byte !== previous.id[index]);
    id.set(item.id.subarray(0, differs + 1));
  }
  return { timestamp: item.timestamp, id };
}

const idsIn = (items: ItemSet, from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, index) => items.at(from + index).id);

/** Notes which ids of a range only one side has. */
function compare(
  items: ItemSet,
  { from, to }: Place,
  { ids, difference, noted }: { ids: Uint8Array[]; difference: Difference; noted: Set<string> },
): void {
  const theirs = new Map(ids.map((id) => [bytesToHex(id), id]));
  const note = (list: Uint8Array[], name: string, id: Uint8Array) => {
    if (!noted.has(name)) list.push(id);
    noted.add(name);
  };
  for (const id of idsIn(items, from, to)) {
    const name = bytesToHex(id);
    if (!theirs.delete(name)) note(difference.have, name, id);
  }
  for (const [name, id] of theirs) note(difference.need, name, id.slice());
}

const tooDifferent = (mostIds: number): VouchError =>
  new VouchError({
    code: 'reconcile.too_different',
    message: `The sets differ in more than ${mostIds} items.`,
    hint: 'What was found is exchanged first; the rest follows in the next round.',
    retryable: true,
    details: { field: 'difference', limit: `${mostIds} items` },
  });
