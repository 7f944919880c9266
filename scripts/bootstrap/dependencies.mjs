import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runNpm } from './npm.mjs';

const stampFile = (root) => join(root, 'node_modules', '.vouch-lock');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/**
 * Notes which lock file `node_modules` was installed from. Called after every `npm install` and `npm ci`.
 * An install by an older Node is not noted: npm leaves out native packages that say they need a newer one,
 * without a word, so such a tree is incomplete and has to be installed again.
 * @param {string} root folder of the project
 */
export const stampDependencies = (root) => {
  if (Number(process.versions.node.split('.')[0]) < 24 || !existsSync(join(root, 'node_modules'))) return;
  writeFileSync(stampFile(root), lockHash(root));
};

/**
 * Installs the dependencies when there are none or when the lock file has changed since.
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} options
 */
export const ensureDependencies = async ({ root, node, env }) => {
  const stamp = stampFile(root);
  const hash = lockHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await runNpm({ node, args: ['ci'], cwd: root, env, label: 'Installing dependencies (about 1 GB on disk)' });
  writeFileSync(stamp, hash);
};
