const MONTHS = 12;

/** Beginnings of the last months in Unix seconds (UTC), the oldest first. */
export const lastMonths = (now: Date): number[] =>
  Array.from(
    { length: MONTHS },
    (_, index) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1 + index, 1) / 1_000,
  );
