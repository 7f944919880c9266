import { readFile } from 'node:fs/promises';
import type { StepResult } from './step.ts';

const document = 'docs/dependencies.md';

/** Compares the direct dependencies with the table of reasons for them. */
export const checkDependencyReasons = async (): Promise<StepResult> => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };
  const rows = (await readFile(document, 'utf8')).matchAll(/^\| `([^`]+)` \|([^|]*)\|([^|]*)\|/gm);
  const explained = new Map([...rows].map(([, name = '', job = '', reason = '']) => [name, { job, reason }]));

  const failures: string[] = [];
  for (const [name, version] of Object.entries(direct)) {
    const row = explained.get(name);
    if (row === undefined) failures.push(`${document} has no row for ${name}`);
    else if (row.job.trim() === '' || row.reason.trim() === '')
      failures.push(`${document} gives no reason for ${name}`);
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) failures.push(`package.json does not pin ${name}: ${version}`);
  }
  for (const name of explained.keys()) {
    if (!(name in direct)) failures.push(`${document} has a row for ${name}, which is no direct dependency`);
  }
  return { failures, warnings: [] };
};
