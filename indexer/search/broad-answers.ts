/** Answers about fewer listings than this are read anew each time: that is fast, and they are always right. */
const BROAD = 5_000;
const MILLISECONDS = 2_000;
/** Most answers that are remembered. */
const MOST = 200;

/**
 * Remembers answers that took a look at thousands of listings, for two seconds: many visitors then cost one reading, and a
 * count of thousands may be as old as that. Readers at the same time share one reading, whatever it is about.
 * @param sizeOf how many listings an answer is about
 */
export function broadAnswers<T>(sizeOf: (answer: T) => number) {
  const kept = new Map<string, { until: number; answer: Promise<T> }>();
  const dropOld = (now: number) => {
    for (const [key, { until }] of kept) if (until < now || kept.size > MOST) kept.delete(key);
  };
  /** @param read reads it anew; an error is not remembered */
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const now = performance.now();
    const known = kept.get(key);
    if (known !== undefined && known.until >= now) return known.answer;
    if (kept.size >= MOST) dropOld(now);
    const entry = { until: Number.POSITIVE_INFINITY, answer: read() };
    kept.set(key, entry);
    const forget = () => {
      if (kept.get(key) === entry) kept.delete(key);
    };
    entry.answer.then((answer) => {
      if (sizeOf(answer) < BROAD) forget();
      else entry.until = performance.now() + MILLISECONDS;
    }, forget);
    return entry.answer;
  };
}
