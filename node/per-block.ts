/**
 * Remembers what was read at a block, so that many visitors between two blocks cost one reading, and an answer is never
 * older than the block that it is given with. A reading that failed is not remembered.
 * @param read reads it anew
 * @returns a function of the newest indexed block
 */
export function perBlock<T>(read: () => Promise<T>): (block: number) => Promise<T> {
  let last: { block: number; value: Promise<T> } | undefined;
  return (block) => {
    if (last?.block !== block) {
      const reading = { block, value: read() };
      reading.value.catch(() => {
        if (last === reading) last = undefined;
      });
      last = reading;
    }
    return last.value;
  };
}
