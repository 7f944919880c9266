import type { VouchError } from '../../protocol/errors.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';

/** Heads looked at before, with what was found, so that a copy costs one hash. */
export interface Refusals {
  remember(head: Head, error: VouchError): void;
  of(head: Head): VouchError | undefined;
  /** All that is remembered, the oldest first. */
  all(): VouchError[];
}

/** Makes the memory. @param options `seconds` until an entry is forgotten, `most` entries, the oldest go first */
export function createRefusals(options: { clock: () => number; seconds: number; most: number }): Refusals {
  const { clock, seconds, most } = options;
  const known = new Map<string, { error: VouchError; until: number }>();
  const keyOf = (head: Head) => encodeHead(head).cid.toString();
  return {
    all: () => [...known.values()].filter(({ until }) => until > clock()).map(({ error }) => error),
    remember: (head, error) => {
      const [oldest] = known.keys();
      if (known.size >= most && oldest !== undefined) known.delete(oldest);
      known.set(keyOf(head), { error, until: clock() + seconds });
    },
    of: (head) => {
      if (known.size === 0) return undefined;
      const found = known.get(keyOf(head));
      return found !== undefined && found.until > clock() ? found.error : undefined;
    },
  };
}
