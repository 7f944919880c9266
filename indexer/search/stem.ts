/** Words whose plural no rule finds. */
const irregular: Record<string, string> = {
  men: 'man',
  women: 'woman',
  children: 'child',
  feet: 'foot',
  teeth: 'tooth',
  geese: 'goose',
  mice: 'mouse',
  people: 'person',
  knives: 'knife',
  shelves: 'shelf',
  scarves: 'scarf',
  leaves: 'leaf',
  halves: 'half',
  loaves: 'loaf',
  wolves: 'wolf',
  wives: 'wife',
  lives: 'life',
};

const VOWEL = /[aeiouy]/;

/**
 * The stem of an English word: plurals, -ing and -ed fall away, so that `printed posters` and `poster print` meet. The rules
 * are few and never change a word of fewer than four letters, because what is folded wrongly is folded so on both sides.
 * @param word folded, of letters and digits
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  return known === undefined ? withoutE(withoutEnding(singular(word))) : withoutE(known);
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word) || !word.endsWith('s')) return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:sses|shes|ches|xes|zzes|oes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function withoutEnding(word: string): string {
  const ending = /(?:ing|ed)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  // `ring`, `red`, `seed` and `string` are whole words.
  if (rest.length < 3 || rest.endsWith('e') || !VOWEL.test(rest)) return word;
  return /(?:bb|dd|gg|mm|nn|pp|rr|tt)$/.test(rest) ? rest.slice(0, -1) : rest;
}

/** `glaze` and `glazing` end alike. */
const withoutE = (word: string): string => (word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word);
