/**
 * Short ASCII texts that were read lately. Keys, addresses, country codes and names of choices come again in every listing of a
 * shop; finding one here costs a third of decoding it, and leaves one string in memory where there were thousands. What
 * is known changes nothing in what is read.
 */
export interface ShortTexts {
  /** Finds a text of so many bytes, or gives null. */
  find(bytes: Uint8Array, at: number, length: number): string | null;
  /** Remembers a text that was read there, of as many bytes as characters; it takes the place of another. */
  remember(bytes: Uint8Array, at: number, text: string): void;
}

/** A power of two. */
const SLOTS = 1_024;

/** Makes an empty memory. */
export function createShortTexts(): ShortTexts {
  const known: (string | undefined)[] = new Array(SLOTS).fill(undefined);
  return {
    find: (bytes, at, length) => {
      const text = known[slotOf(bytes, at, length)];
      if (text === undefined || text.length !== length) return null;
      for (let index = 0; index < length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return null;
      return text;
    },
    remember: (bytes, at, text) => {
      known[slotOf(bytes, at, text.length)] = text;
    },
  };
}

/** A place by length and a few bytes. */
function slotOf(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  const middle = bytes[at + (length >> 1)] ?? 0;
  const last = bytes[at + length - 1] ?? 0;
  return (length * 61 + first * 7 + middle * 31 + last * 131) & (SLOTS - 1);
}
