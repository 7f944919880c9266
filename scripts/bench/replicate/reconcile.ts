import { createHash } from 'node:crypto';
import * as dagCbor from '@ipld/dag-cbor';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { answerReconciliation, beginReconciliation } from '../../../protocol/wire/negentropy.ts';
import { createItemSet, type Item } from '../../../protocol/wire/negentropy-items.ts';
import type { BenchmarkOptions, BenchmarkRow } from '../benchmark.ts';

const heads = 100_000;
const day = 86_400;

/** Finds the differences of two sets of 100,000 heads by ranges, and for comparison by sending a summary of every head. */
export async function measureReconcile(log: BenchmarkOptions['log']): Promise<BenchmarkRow[]> {
  const items = Array.from({ length: heads }, (_, number): Item => {
    const id = new Uint8Array(createHash('sha256').update(`head ${number}`).digest());
    return { timestamp: 1_900_000_000 + (new DataView(id.buffer).getUint32(0) % (30 * day)), id };
  });
  const whole = fullExchange(items);
  const rows: BenchmarkRow[] = [];
  for (const differences of [0, 10, 1_000]) {
    const { rounds, bytes, milliseconds } = byRanges(items, differences);
    log(`${differences} differences: ${rounds} rounds, ${bytes} bytes, ${Math.round(milliseconds)} ms`);
    const name = `reconcile ${heads} heads, ${differences} differ`;
    rows.push(
      { case: `${name}: rounds`, value: rounds, unit: 'rounds' },
      {
        case: `${name}: sent both ways`,
        value: bytes / 1_000,
        unit: 'kB',
        peer: `${whole.bytes / 1_000} kB, all summaries`,
      },
      {
        case: `${name}: both sides' work`,
        value: milliseconds,
        unit: 'ms',
        peer: `${Math.round(whole.milliseconds)} ms, all summaries`,
      },
    );
  }
  return rows;
}

function byRanges(items: readonly Item[], differences: number) {
  const [ours, theirs] = [createItemSet(items), createItemSet(items)];
  for (let number = 0; number < differences; number++) {
    const item = items[Math.floor((number * heads) / differences)];
    if (item !== undefined) (number % 2 === 0 ? ours : theirs).remove(item);
  }
  const frameBytes = networkLimits.reconcileFrameBytes;
  const began = performance.now();
  const reconciliation = beginReconciliation({ items: ours, frameBytes, mostIds: networkLimits.reconcileItems });
  let rounds = 0;
  let bytes = 0;
  for (let message: Uint8Array | null = reconciliation.begin(); message !== null; rounds++) {
    const answer = answerReconciliation({ items: theirs, message, frameBytes });
    bytes += message.length + answer.length;
    message = reconciliation.next(answer);
  }
  const milliseconds = performance.now() - began;
  const { have, need } = reconciliation.difference;
  if (have.length + need.length !== differences) throw new Error(`found ${have.length + need.length} differences`);
  return { rounds, bytes, milliseconds };
}

/** What it takes when one side tells the other all its ids, in frames of a thousand, and the other looks each up. */
function fullExchange(items: readonly Item[]) {
  const known = new Set(items.map(({ id }) => Buffer.from(id).toString('hex')));
  const began = performance.now();
  let bytes = 0;
  for (let start = 0; start < items.length; start += 1_000) {
    const summaries = items
      .slice(start, start + 1_000)
      .map(({ timestamp, id }): [number, Uint8Array] => [timestamp, id]);
    const frame = dagCbor.encode(summaries);
    bytes += frame.length;
    for (const [, id] of dagCbor.decode(frame)) known.has(Buffer.from(id).toString('hex'));
  }
  return { bytes, milliseconds: performance.now() - began };
}
