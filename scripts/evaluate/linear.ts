/** Predicts a number as a sum of features, each times its own weight. */
export interface LinearModel {
  predict(features: readonly number[]): number;
  /** Change of the answer for one standard deviation of each feature. */
  weights: readonly number[];
}

/** Features count at most so many standard deviations from their mean: a single odd one must not decide. */
const MOST_DEVIATIONS = 4;

/**
 * Least squares with a pull of the weights towards 0 (ridge regression), by Gaussian elimination.
 * @param rows features of each case
 * @param ridge strength of the pull, in cases
 */
export function learnLinear(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  ridge: number,
): LinearModel {
  const width = rows[0]?.length ?? 0;
  const features = Array.from({ length: width }, (_, index) => index);
  const means = features.map((index) => rows.reduce((sum, row) => sum + (row[index] ?? 0), 0) / rows.length);
  const deviations = features.map((index) => {
    const sum = rows.reduce((total, row) => total + ((row[index] ?? 0) - (means[index] ?? 0)) ** 2, 0);
    return Math.sqrt(sum / rows.length) || 1;
  });
  const scaled = (row: readonly number[]) =>
    features.map((index) => ((row[index] ?? 0) - (means[index] ?? 0)) / (deviations[index] ?? 1));
  const base = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const system = features.map((index) => {
    const line = new Float64Array(width + 1);
    line[index] = ridge;
    return line;
  });
  for (const [row, target] of rows.map((row, index) => [scaled(row), (targets[index] ?? 0) - base] as const)) {
    for (const [index, line] of system.entries()) {
      const own = row[index] ?? 0;
      for (let other = 0; other < width; other += 1) line[other] = (line[other] ?? 0) + own * (row[other] ?? 0);
      line[width] = (line[width] ?? 0) + own * target;
    }
  }
  const weights = solve(system);
  const bounded = (value: number) => Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, value));
  return {
    weights,
    predict: (row) => base + scaled(row).reduce((sum, value, index) => sum + bounded(value) * (weights[index] ?? 0), 0),
  };
}

/** Solves a system whose lines end with their right-hand side; its matrix is positive definite. */
function solve(system: readonly Float64Array[]): number[] {
  const width = system.length;
  for (const [index, line] of system.entries()) {
    for (const below of system.slice(index + 1)) {
      const factor = (below[index] ?? 0) / (line[index] ?? 1);
      for (let column = index; column <= width; column += 1)
        below[column] = (below[column] ?? 0) - factor * (line[column] ?? 0);
    }
  }
  const weights = new Array<number>(width).fill(0);
  for (let index = width - 1; index >= 0; index -= 1) {
    const line = system[index] as Float64Array;
    let sum = line[width] ?? 0;
    for (let column = index + 1; column < width; column += 1) sum -= (line[column] ?? 0) * (weights[column] ?? 0);
    weights[index] = sum / (line[index] ?? 1);
  }
  return weights;
}
