/** The keys of a map that was read. */
export interface MapForm {
  keys: readonly string[];
  /** Each key as it is encoded, with its length. */
  heads: readonly Uint8Array[];
  /** An object with these keys. */
  template: Readonly<Record<string, null>>;
}

/** A power of two. */
const SLOTS = 256;
const mostMembers = 24;
const mostKeyBytes = 48;

/** Forms of maps that were read lately, by the number of their members and the beginning of their first key: documents have few. */
export interface MapForms {
  /** Finds the form that a map of so many members may have. @param at where its first key begins */
  find(bytes: Uint8Array, at: number, members: number): MapForm | null;
  /** Remembers the form of a map that was read. @param at where its first key begins */
  remember(
    bytes: Uint8Array,
    at: number,
    read: { heads: readonly Uint8Array[]; map: Readonly<Record<string, unknown>> },
  ): void;
}

/** Makes an empty memory. A form only says what to look for; every byte is compared. */
export function createMapForms(): MapForms {
  const known: (MapForm | undefined)[] = new Array(SLOTS).fill(undefined);
  return {
    find: (bytes, at, members) => {
      const form = known[slotOf(bytes, at, members)];
      return form !== undefined && form.keys.length === members ? form : null;
    },
    remember: (bytes, at, { heads, map }) => {
      const { length } = heads;
      if (length === 0 || length > mostMembers || heads.some((head) => head.length > mostKeyBytes)) return;
      const keys = Object.keys(map);
      // Keys that are numbers do not stay in their order.
      if (keys.some((key) => /^\d/.test(key))) return;
      known[slotOf(bytes, at, length)] = {
        keys,
        heads: heads.map((head) => new Uint8Array(head)),
        template: Object.fromEntries(keys.map((key) => [key, null])),
      };
    },
  };
}

/** A place by the number of members, the first key's length and its first bytes. */
function slotOf(bytes: Uint8Array, at: number, members: number): number {
  const [length = 0, first = 0, second = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  return (members * 37 + length * 11 + first * 3 + second * 17) & (SLOTS - 1);
}
