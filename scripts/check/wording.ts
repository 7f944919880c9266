import { readFile } from 'node:fs/promises';
import { isGenerated, projectFiles } from './project-files.ts';
import type { StepResult } from './step.ts';

const textFile = /\.(ts|tsx|mjs|js|json|md|sol|css|html|sh|yml|yaml|svg|txt)$|(^|\/)(Dockerfile|run)$|^\.[\w.]+$/;

// Written so that no pattern matches its own line.
const forbidden: { pattern: RegExp; why: string }[] = [
  { pattern: /(?<![\w.~/-])\/(?:work|root|tmp|home\/\w+|Users\/\w+)\/\w/, why: 'path of one machine' },
  { pattern: /\b(?:TO[D]O|FIX[M]E|X{3})\b/, why: 'unfinished work: finish it, or write an issue' },
];

/** Finds words that do not belong in the project: paths of somebody's machine, and notes of unfinished work. */
export const checkWording = async (): Promise<StepResult> => {
  const failures: string[] = [];
  for (const file of await projectFiles()) {
    if (!textFile.test(file) || isGenerated(file)) continue;
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      for (const { pattern, why } of forbidden) {
        const found = pattern.exec(line);
        if (found !== null) failures.push(`${file}:${index + 1}: "${found[0]}" (${why})`);
      }
    }
  }
  return { failures, warnings: [] };
};
