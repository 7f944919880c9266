import type { Profile } from '../../protocol/profile.ts';
import { indexTokens, queryTokens } from './tokens.ts';

/** Weight of a token by where it stands: A name, B tagline. */
type Weight = 'A' | 'B';

/** PostgreSQL keeps positions up to 16,383; a few per token are enough to rank by frequency. */
const LAST_POSITION = 16_383;
const POSITIONS = 4;

/** The searchable text of a shop: its names before its taglines. */
export function profileVector(profile: Profile): string {
  const texts = Object.values(profile.texts);
  return vector([
    ['A', texts.map((text) => text.name)],
    ['B', texts.map((text) => text.tagline ?? '')],
  ]);
}

/**
 * A tsquery literal, or undefined when the query holds nothing to search for. Tokens consist of letters, digits and
 * marks only, so that they need no escaping inside quotes.
 */
export function searchQuery(query: string): string | undefined {
  const { words, prefixes } = queryTokens(query);
  const terms = [...words.map((word) => `'${word}'`), ...prefixes.map((prefix) => `'${prefix}':*`)];
  return terms.length === 0 ? undefined : terms.join(' & ');
}

function vector(parts: readonly (readonly [Weight, readonly string[]])[]): string {
  const places = new Map<string, string[]>();
  let position = 0;
  for (const [weight, texts] of parts) {
    for (const token of texts.flatMap(indexTokens)) {
      position = Math.min(position + 1, LAST_POSITION);
      const known = places.get(token);
      if (known === undefined) places.set(token, [`${position}${weight}`]);
      else if (known.length < POSITIONS) known.push(`${position}${weight}`);
    }
  }
  return Array.from(places, ([token, at]) => `'${token}':${at.join(',')}`).join(' ');
}
