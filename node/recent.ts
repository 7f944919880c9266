/**
 * Remembers what was read for a while, so that many visitors at once cost one reading. A reading that failed is not
 * remembered.
 * @param milliseconds how old an answer may be
 * @param read reads it anew
 */
export function recent<T>(milliseconds: number, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - last.at > milliseconds) {
      const reading = { at: now, value: read() };
      reading.value.catch(() => {
        if (last === reading) last = undefined;
      });
      last = reading;
    }
    return last.value;
  };
}
