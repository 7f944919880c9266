export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value below which a part of all values lies, to a tenth. */
export function centile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
}

/** How many in a second. */
export const perSecond = (count: number, milliseconds = Number.NaN): number =>
  Math.round((count / milliseconds) * 1_000);
