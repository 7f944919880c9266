import { readFile } from 'node:fs/promises';
import { isGenerated, projectFiles } from './project-files.ts';
import type { StepResult } from './step.ts';

type Limit = { matches: RegExp; wantedLines: number; mostLines: number };

// The first that matches counts. Long tables of words and data are no code, so JSON, Markdown and locales are free.
const limits: Limit[] = [
  { matches: /^web\/locales\//, wantedLines: Infinity, mostLines: Infinity },
  { matches: /^test\/.*\.(ts|tsx|sol)$/, wantedLines: 500, mostLines: 800 },
  { matches: /\.sol$/, wantedLines: 400, mostLines: 600 },
  { matches: /\.(ts|tsx|mjs|js|css)$/, wantedLines: 300, mostLines: 400 },
];

/** Finds files that have grown past what a reader can hold in mind. */
export const checkFileSizes = async (): Promise<StepResult> => {
  const result: StepResult = { failures: [], warnings: [] };
  for (const file of await projectFiles()) {
    const limit = limits.find((candidate) => candidate.matches.test(file));
    if (limit === undefined || isGenerated(file)) continue;
    const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
    if (lines > limit.mostLines) result.failures.push(`${file}: ${lines} lines, at most ${limit.mostLines}`);
    else if (lines > limit.wantedLines)
      result.warnings.push(`${file}: ${lines} lines, better under ${limit.wantedLines}`);
  }
  return result;
};
