import { readFile } from 'node:fs/promises';
import type { StepResult } from './step.ts';

const document = 'docs/dependencies.md';

const publicRegistry = 'https://registry.npmjs.org/';

type LockedPackage = { resolved?: string; optionalDependencies?: Record<string, string> };

/**
 * Finds packages that the lock file would fetch from anywhere but the public registry, and native parts for other
 * platforms that it leaves out: `npm ci` refuses such a lock file, here or there.
 */
const lockFaults = async (): Promise<string[]> => {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  return Object.entries(packages).flatMap(([path, { resolved, optionalDependencies }]) => [
    ...(resolved === undefined || resolved.startsWith(publicRegistry)
      ? []
      : [`package-lock.json does not take ${path} from the public registry`]),
    ...Object.keys(optionalDependencies ?? {})
      .filter((name) => !locked.has(name))
      .map((name) => `package-lock.json lacks ${name}, a part of ${path}`),
  ]);
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

  const failures = await lockFaults();
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
