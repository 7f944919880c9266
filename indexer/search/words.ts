/** Shortest word that is corrected, and from which on two letters may be wrong. */
const CORRECTED_LETTERS = 4;
const LONG_LETTERS = 8;
/** Longest word that is corrected: longer ones have too many neighbours. */
const MOST_LETTERS = 24;

/** How many letters of a word may be wrong. */
export function wrongLetters(word: string): number {
  const { length } = word;
  if (length < CORRECTED_LETTERS || length > MOST_LETTERS) return 0;
  return length < LONG_LETTERS ? 1 : 2;
}

/** A word and all that remains of it when as many letters as may be wrong are left out. */
export function neighbours(word: string): Set<string> {
  const found = new Set([word]);
  let last = [word];
  for (let round = wrongLetters(word); round > 0; round -= 1) {
    const next: string[] = [];
    for (const each of last) {
      for (let at = 0; at < each.length; at += 1) {
        const rest = each.slice(0, at) + each.slice(at + 1);
        if (!found.has(rest)) next.push(rest);
        found.add(rest);
      }
    }
    last = next;
  }
  return found;
}

/** How many letters are added, left out, changed or swapped with their neighbour between two words. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
