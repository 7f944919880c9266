import { readFile } from 'node:fs/promises';
import type { StepResult } from './step.ts';

const document = 'docs/dependencies.md';

const publicRegistry = 'https://registry.npmjs.org/';

/** Finds packages that the lock file would fetch from anywhere but the public registry. */
const strayPackages = async (): Promise<string[]> => {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, { resolved?: string }>;
  };
  return Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith(publicRegistry))
    .map(([name]) => `package-lock.json does not take ${name} from the public registry`);
};

/** Compares the direct dependencies with the table of reasons for them, and looks where they come from. */
export const checkDependencyReasons = async (): Promise<StepResult> => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };
  const rows = (await readFile(document, 'utf8')).matchAll(/^\| `([^`]+)` \|([^|]*)\|([^|]*)\|/gm);
  const explained = new Map([...rows].map(([, name = '', job = '', reason = '']) => [name, { job, reason }]));

  const failures = await strayPackages();
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
