/** What two versions of a listing are compared by. */
export interface Goods {
  kind: string;
  brand?: string | undefined;
  category?: number | undefined;
  texts: Readonly<Record<string, { title: string; description: string }>>;
  /** CIDs of every picture's files; the first picture is the one that lists show. */
  images: readonly (readonly string[])[];
  barcodes: readonly string[];
}

/** How much each aspect says. Title and main picture are what a buyer sees in a list, so they say most. */
const weights = { title: 4, images: 3, barcodes: 3, description: 2, brand: 2, category: 2, kind: 2 } as const;
/**
 * Versions that agree in a third of what both say are the same goods. A new title, new pictures and a better description,
 * each alone, stay far above it; other goods under an old name share their category at most.
 */
const SAME_MILLI = 333;
const WHOLE = 1_000;

/**
 * Whether a later version of a listing still sells what an earlier one sold, so that the reviews of that one speak for it.
 * A pure function of the two documents, in integers: every node that holds them says the same.
 * @param before the version that was bought
 * @param after the version that is for sale
 */
export function isSameGoods(before: Goods, after: Goods): boolean {
  let said = 0;
  let agreed = 0;
  for (const [aspect, milli] of Object.entries(aspectsOf(before, after))) {
    if (milli === undefined) continue;
    // Safety: the aspects are the keys of the weights.
    const weight = weights[aspect as keyof typeof weights];
    said += weight;
    agreed += weight * milli;
  }
  return agreed >= SAME_MILLI * said;
}

/** Agreement of each aspect in thousandths; undefined where one of the versions says nothing about it. */
function aspectsOf(before: Goods, after: Goods): Record<keyof typeof weights, number | undefined> {
  return {
    title: textAgreement(before, after, 'title'),
    description: textAgreement(before, after, 'description'),
    images: imageAgreement(before.images, after.images),
    barcodes: agreement(new Set(before.barcodes), new Set(after.barcodes)),
    brand: equality(before.brand?.toLowerCase(), after.brand?.toLowerCase()),
    category: equality(before.category, after.category),
    // The same kind says little, another one says much.
    kind: before.kind === after.kind ? undefined : 0,
  };
}

/** The mean over the languages that both have; over all texts at once where they share none. */
function textAgreement(before: Goods, after: Goods, part: 'title' | 'description'): number | undefined {
  const shared = Object.keys(before.texts).filter((language) => Object.hasOwn(after.texts, language));
  if (shared.length === 0) return agreement(allWords(before, part), allWords(after, part));
  const each = shared
    .map((language) =>
      agreement(wordsOf(before.texts[language]?.[part] ?? ''), wordsOf(after.texts[language]?.[part] ?? '')),
    )
    .filter((milli) => milli !== undefined);
  return each.length === 0 ? undefined : Math.floor(each.reduce((sum, milli) => sum + milli, 0) / each.length);
}

const allWords = (goods: Goods, part: 'title' | 'description'): Set<string> =>
  new Set(Object.values(goods.texts).flatMap((text) => [...wordsOf(text[part])]));

/** Pictures agree only as far as the one that lists show is one of the old ones: old pictures behind a new one say nothing. */
function imageAgreement(before: Goods['images'], after: Goods['images']): number | undefined {
  const old = new Set(before.flat());
  const milli = agreement(old, new Set(after.flat()));
  if (milli === undefined) return undefined;
  return after[0]?.some((cid) => old.has(cid)) ? milli : 0;
}

/** Twice what two sets share, of all that they have; undefined where one is empty. */
function agreement(before: ReadonlySet<string>, after: ReadonlySet<string>): number | undefined {
  if (before.size === 0 || after.size === 0) return undefined;
  let shared = 0;
  for (const word of before) if (after.has(word)) shared += 1;
  return Math.floor((2 * WHOLE * shared) / (before.size + after.size));
}

function equality<T>(before: T | undefined, after: T | undefined): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  return before === after ? WHOLE : 0;
}

const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;

/** Words in lower case; Chinese, which is written without spaces, in pairs of characters. */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(runs)) {
    const characters = han.test(run) ? [...run] : [];
    if (characters.length < 2) words.add(run);
    else
      for (let index = 1; index < characters.length; index += 1)
        words.add(`${characters[index - 1]}${characters[index]}`);
  }
  return words;
}
