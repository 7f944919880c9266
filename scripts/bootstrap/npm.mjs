import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { env, execPath, stderr } from 'node:process';

const progressEveryMs = 15_000;

/** Finds npm's own JavaScript, so that it can be run by a Node of our choice. */
export const findNpm = () => {
  const folders = [];
  if (env.npm_execpath && /^np[mx]-cli\.js$/.test(basename(env.npm_execpath))) folders.push(dirname(env.npm_execpath));
  folders.push(join(dirname(execPath), '../lib/node_modules/npm/bin'), join(dirname(execPath), 'node_modules/npm/bin'));
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const command = join(folder, 'npm');
    if (existsSync(command)) folders.push(dirname(realpathSync(command)), join(folder, 'node_modules/npm/bin'));
  }
  const found = folders.map((folder) => join(folder, 'npm-cli.js')).find((file) => existsSync(file));
  if (found === undefined) throw new Error('npm was not found. Install npm (it comes with Node.js), then try again.');
  return found;
};

/**
 * Runs npm and tells every few seconds that it is still at work.
 * @param {{ node: string, args: string[], cwd: string, env?: NodeJS.ProcessEnv, label: string }} options
 */
export const runNpm = ({ node, args, cwd, env: npmEnv = env, label }) =>
  new Promise((resolve, reject) => {
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 1000);
    stderr.write(`${label} …\n`);
    // What an outer npm put into the environment (its folder, its flags) must not steer this one.
    const clean = Object.fromEntries(
      Object.entries(npmEnv).filter(
        ([name]) => !/^npm_(config_(global|prefix|local_prefix|package)|package_|lifecycle_)/i.test(name),
      ),
    );
    const child = spawn(node, [findNpm(), ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd,
      env: clean,
      stdio: ['ignore', 2, 2],
    });
    const timer = setInterval(() => stderr.write(`  still at it (${seconds()} s)\n`), progressEveryMs);
    const interrupt = () => child.kill('SIGTERM');
    process.once('SIGTERM', interrupt);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(timer);
      process.off('SIGTERM', interrupt);
      if (code === 0) {
        stderr.write(`  done in ${seconds()} s\n`);
        resolve();
      } else {
        reject(new Error(`${label} failed: npm ended with ${code ?? 'a signal'}. Check the network, then try again.`));
      }
    });
  });
