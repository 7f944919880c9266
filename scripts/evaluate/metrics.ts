/** Root of the mean squared error. */
export const rmse = (said: readonly number[], predicted: readonly number[]): number =>
  Math.sqrt(mean(said.map((value, index) => (value - (predicted[index] ?? 0)) ** 2)));

/** Pearson's correlation; 0 where one side never changes. */
export function pearson(said: readonly number[], predicted: readonly number[]): number {
  const [one, other] = [mean(said), mean(predicted)];
  let [both, first, second] = [0, 0, 0];
  for (const [index, value] of said.entries()) {
    const [a, b] = [value - one, (predicted[index] ?? 0) - other];
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return first === 0 || second < 1e-12 * said.length ? 0 : both / Math.sqrt(first * second);
}

/**
 * Chance that a case scores higher than one that is none, ties counting half: 0.5 for a score that says nothing.
 * @param isCase what is true of each
 * @param scores higher means more likely a case
 */
export function auc(isCase: readonly boolean[], scores: readonly number[]): number {
  const order = scores.map((_, index) => index).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const cases = isCase.filter(Boolean).length;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) end += 1;
    for (let index = start; index < end; index += 1)
      if (isCase[order[index] as number]) rankSum += (start + end + 1) / 2;
    start = end;
  }
  const others = isCase.length - cases;
  return cases === 0 || others === 0 ? Number.NaN : (rankSum - (cases * (cases + 1)) / 2) / (cases * others);
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
