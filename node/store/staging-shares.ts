import type { Database } from './database.ts';
import { hexOf, keyOf, numberFrom, row } from './keys.ts';

/** A staged block as memory knows it. */
export interface Staged {
  digest: Uint8Array;
  /** Unix seconds. */
  at: number;
  bytes: number;
  uploader: string;
}
/** With the digest in hex, under which it is found. */
export type NamedStaged = Staged & { name: string };

/** What is staged, and how much of it is whose. Names are digests in hex. */
export interface StagingShares {
  get(name: string): NamedStaged | undefined;
  set(name: string, staged: Staged): void;
  remove(name: string): void;
  /** Bytes of one uploader. */
  of(uploader: string): number;
  total(): number;
  size(): { blocks: number; bytes: number };
  /** Blocks that were staged before a time. */
  olderThan(seconds: number): NamedStaged[];
  /**
   * Chooses blocks to delete, the oldest of whoever has the most first, as long as that is more than `share`.
   * @returns none when so many bytes cannot be had that way
   */
  makeWay(options: { bytes: number; uploader: string; share: number }): NamedStaged[];
}

/** Reads what was staged before the node started. */
export async function loadShares(database: Database): Promise<StagingShares> {
  const known = new Map<string, NamedStaged>();
  const used = new Map<string, number>();
  let total = 0;
  const count = (uploader: string, bytes: number) => {
    const now = (used.get(uploader) ?? 0) + bytes;
    if (now === 0) used.delete(uploader);
    else used.set(uploader, now);
    total += bytes;
  };
  const shares: StagingShares = {
    get: (name) => known.get(name),
    set: (name, staged) => {
      shares.remove(name);
      known.set(name, { ...staged, name });
      count(staged.uploader, staged.bytes);
    },
    remove: (name) => {
      const staged = known.get(name);
      if (staged === undefined) return;
      known.delete(name);
      count(staged.uploader, -staged.bytes);
    },
    of: (uploader) => used.get(uploader) ?? 0,
    total: () => total,
    size: () => ({ blocks: known.size, bytes: total }),
    olderThan: (seconds) => [...known.values()].filter(({ at }) => at < seconds),
    makeWay: ({ bytes, uploader, share }) => {
      const left = new Map(used);
      const chosen: NamedStaged[] = [];
      const oldestFirst = Map.groupBy(
        [...known.values()].sort((a, b) => a.at - b.at),
        (staged) => staged.uploader,
      );
      for (let freed = 0; freed < bytes; ) {
        const [largest, most = 0] = [...left].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
        const next = largest === uploader || most <= share ? undefined : oldestFirst.get(largest)?.shift();
        if (next === undefined) return [];
        chosen.push(next);
        freed += next.bytes;
        left.set(largest, most - next.bytes);
      }
      return chosen;
    },
  };
  for await (const [key, value] of database.rows(keyOf(row.stagedAt))) {
    const digest = Uint8Array.from(key.subarray(1));
    const uploader = Buffer.from(value.subarray(16)).toString();
    shares.set(hexOf(digest), { digest, at: numberFrom(value), bytes: numberFrom(value.subarray(8)), uploader });
  }
  return shares;
}
