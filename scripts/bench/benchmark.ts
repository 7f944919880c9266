/** One measured figure. */
export interface BenchmarkRow {
  case: string;
  value: number;
  unit: string;
  /** What the figure has to reach. */
  goal?: { atMost: number } | { atLeast: number };
  /** The same thing done by somebody else, with their figure and where it is from. */
  peer?: string;
}

export interface BenchmarkOptions {
  /** What follows the name on the command line, without `--json`. */
  args: string[];
  /** Progress; never part of the result. */
  log: (line: string) => void;
}

/** Every file of this folder that can be named on the command line exports `run` of this type. */
export type RunBenchmark = (options: BenchmarkOptions) => Promise<BenchmarkRow[]>;

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

const goalText = (row: BenchmarkRow): string => {
  if (row.goal === undefined) return '';
  const [sign, bound, met] =
    'atMost' in row.goal
      ? (['≤', row.goal.atMost, row.value <= row.goal.atMost] as const)
      : (['≥', row.goal.atLeast, row.value >= row.goal.atLeast] as const);
  return `${sign} ${digits.format(bound)} ${met ? 'met' : 'MISSED'}`;
};

/** Lays rows out as a plain text table. */
export function renderTable(rows: readonly BenchmarkRow[]): string {
  const cells = [
    ['case', 'value', 'unit', 'goal', 'peer'],
    ...rows.map((row) => [row.case, digits.format(row.value), row.unit, goalText(row), row.peer ?? '']),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
