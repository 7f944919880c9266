/**
 * The number under which the index keeps a token: 32 bits of it, as PostgreSQL's int has them. Two tokens that share a
 * number are taken for each other, which at a million tokens happens to one in four thousand.
 */
export function tokenHash(token: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < token.length; index += 1) {
    hash = Math.imul(hash ^ token.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Tokens that are no words of a text begin with a mark that no word holds. */
export const marks = {
  /** Every listing has it: how often it occurs is how many listings there are. */
  any: '#',
  category: (number: number) => `#c${number}`,
  tag: (tag: string) => `#t${tag}`,
  /** Delivery to a country; `*` is everywhere. */
  country: (country: string) => `#d${country}`,
  /** A stem in the name of the listing's shop. */
  shop: (stem: string) => `@${stem}`,
  /** A word as shops write it, for suggestions and corrections. */
  written: (word: string) => `~${word}`,
  /** Two words side by side in a name, the second by its stem: also how one word written as two is found. */
  pair: (joined: string) => `+${joined}`,
  /** A stem or pair in what a listing is called: its title, a tag, its brand or category. */
  name: (token: string) => `!${token}`,
  /** One character of an unspaced script in a title, tag, brand, option or category. */
  character: (character: string) => `.${character}`,
} as const;
