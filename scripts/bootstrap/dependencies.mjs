import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runNpm } from './npm.mjs';

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

const libc = () => (process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc');

/** npm's rule: a list allows what it names, or, with `!`, everything but what it names. */
const allows = (list, value) =>
  list === undefined || list.includes(value) || (list[0]?.startsWith('!') && !list.includes(`!${value}`));

/** Tells whether an optional package holds native code for this very machine. */
const isForThisMachine = ({ os, cpu, libc: libcs }) =>
  (os !== undefined || cpu !== undefined) &&
  allows(os, process.platform) &&
  allows(cpu, process.arch) &&
  (libcs === undefined || allows(libcs, libc()));

/**
 * Compares what npm noted that it installed with the lock file.
 * Optional packages for this machine count as needed: an install by an older Node leaves out, without a word,
 * native packages that ask for a newer one.
 */
const isInstalled = (root) => {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found !== undefined) return found.version === wanted.version;
    return wanted.optional === true && !isForThisMachine(wanted);
  });
};

/**
 * Installs the dependencies when what is installed is not what the lock file says.
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} options
 */
export const ensureDependencies = async ({ root, node, env }) => {
  if (isInstalled(root)) return;
  await runNpm({ node, args: ['ci'], cwd: root, env, label: 'Installing dependencies (about 1 GB on disk)' });
};
