/** Rows of features, one array per feature. */
export type Columns = readonly Float64Array[];

export interface BoostingSettings {
  trees: number;
  /** Leaves are split this deep. */
  depth: number;
  /** Part of each tree's answer that counts. */
  rate: number;
  /** Rows that a leaf needs. */
  leastRows: number;
  /** Pull of each leaf towards 0. */
  ridge: number;
}

/** Predicts a number from features. Equal training gives an equal model: nothing in it is drawn at random. */
export interface BoostedModel {
  predict(features: readonly number[]): number;
  /** How much each feature took off the squared error, as shares that sum to 1. */
  gains: readonly number[];
}

const BINS = 48;

interface Split {
  feature: number;
  threshold: number;
  low: Split | number;
  high: Split | number;
}

/**
 * Learns a sum of small regression trees, each from what those before it left over.
 * @param columns features of the training rows
 * @param targets what each row should give
 */
export function learnBoosted(
  { columns, targets }: { columns: Columns; targets: Float64Array },
  settings: BoostingSettings,
): BoostedModel {
  const thresholds = columns.map(thresholdsOf);
  const bins = columns.map((column, feature) => binned(column, thresholds[feature] as Float64Array));
  const base = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const left = targets.map((target) => target - base);
  const gains = new Float64Array(columns.length);
  const trees: (Split | number)[] = [];
  for (let index = 0; index < settings.trees; index += 1) {
    const rows = Uint32Array.from(targets.keys());
    trees.push(grow({ bins, thresholds, left, rows, depth: settings.depth, settings, gains }));
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    predict: (features) => trees.reduce<number>((sum, tree) => sum + answer(tree, features), base),
    gains: Array.from(gains, (gain) => (total === 0 ? 0 : gain / total)),
  };
}

function answer(tree: Split | number, features: readonly number[]): number {
  let node = tree;
  while (typeof node !== 'number') node = (features[node.feature] ?? 0) <= node.threshold ? node.low : node.high;
  return node;
}

interface Growth {
  bins: readonly Uint8Array[];
  thresholds: readonly Float64Array[];
  /** What is still to be explained; the leaf takes its part away. */
  left: Float64Array;
  rows: Uint32Array;
  depth: number;
  settings: BoostingSettings;
  gains: Float64Array;
}

function grow(growth: Growth): Split | number {
  const { bins, thresholds, left, rows, depth, settings, gains } = growth;
  const best = depth === 0 ? undefined : bestSplit(growth);
  if (best === undefined) {
    let sum = 0;
    for (const row of rows) sum += left[row] as number;
    const value = (settings.rate * sum) / (rows.length + settings.ridge);
    for (const row of rows) left[row] = (left[row] as number) - value;
    return value;
  }
  gains[best.feature] = (gains[best.feature] ?? 0) + best.gain;
  const column = bins[best.feature] as Uint8Array;
  const low = rows.filter((row) => (column[row] as number) <= best.bin);
  const high = rows.filter((row) => (column[row] as number) > best.bin);
  return {
    feature: best.feature,
    threshold: (thresholds[best.feature] as Float64Array)[best.bin] as number,
    low: grow({ ...growth, rows: low, depth: depth - 1 }),
    high: grow({ ...growth, rows: high, depth: depth - 1 }),
  };
}

function bestSplit({ bins, left, rows, settings }: Growth) {
  const { ridge, leastRows } = settings;
  let best: { feature: number; bin: number; gain: number } | undefined;
  const [sums, counts] = [new Float64Array(BINS), new Uint32Array(BINS)];
  for (const [feature, column] of bins.entries()) {
    sums.fill(0);
    counts.fill(0);
    let sum = 0;
    for (const row of rows) {
      const bin = column[row] as number;
      const own = left[row] as number;
      sums[bin] = (sums[bin] as number) + own;
      counts[bin] = (counts[bin] as number) + 1;
      sum += own;
    }
    const all = sum ** 2 / (rows.length + ridge);
    let [lowSum, lowCount] = [0, 0];
    for (let bin = 0; bin < BINS - 1; bin += 1) {
      if (counts[bin] === 0) continue;
      lowSum += sums[bin] as number;
      lowCount += counts[bin] as number;
      const highCount = rows.length - lowCount;
      if (lowCount < leastRows || highCount < leastRows) continue;
      const gain = lowSum ** 2 / (lowCount + ridge) + (sum - lowSum) ** 2 / (highCount + ridge) - all;
      if (gain > (best?.gain ?? 1e-9)) best = { feature, bin, gain };
    }
  }
  return best;
}

/** Values between which a feature is cut, at equal counts of rows. */
function thresholdsOf(column: Float64Array): Float64Array {
  const sorted = Float64Array.from(column).sort();
  const cuts = new Set<number>();
  for (let cut = 1; cut < BINS; cut += 1) cuts.add(sorted[Math.floor((cut * sorted.length) / BINS)] as number);
  return Float64Array.from(cuts).sort();
}

function binned(column: Float64Array, thresholds: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => {
    let [low, high] = [0, thresholds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (thresholds[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
