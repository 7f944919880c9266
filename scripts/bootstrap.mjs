// Plain JavaScript that Node 20 can run: finds or installs Node 24, installs the dependencies with it, runs a task with it.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { argv, env, exit, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { ensureRuntime } from './bootstrap/runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const tasks = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check/main.ts',
  bench: 'scripts/bench/main.ts',
  evaluate: 'scripts/evaluate/main.ts',
  vouch: 'node/cli/main.ts',
  docs: 'scripts/docs/main.ts',
  deploy: 'scripts/deploy/main.ts',
  'contracts:export': 'scripts/contracts/export-abi.ts',
};

/**
 * Passes signals on to the child, each kind once, and lets the child end by itself.
 * On a terminal, Ctrl+C reaches the child directly, so the first SIGINT is not passed on a second time.
 */
const forwardSignals = (child) => {
  const sent = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const first = sent.get(signal);
      const now = Date.now();
      if (first === undefined) sent.set(signal, now);
      if (first === undefined && signal === 'SIGINT' && process.stdin.isTTY) return;
      if (first !== undefined && now - first < 1000) return;
      child.kill(signal);
    });
  }
};

/**
 * Runs a task under Node 24 and ends this process with the task's exit code.
 * @param {string} task name of the task, a key of `tasks`
 * @param {string[]} args arguments passed to the task
 */
export const bootstrap = async (task, args) => {
  const script = tasks[task];
  if (script === undefined) {
    throw new Error(`Unknown task "${task ?? ''}". There are: ${Object.keys(tasks).join(', ')}.`);
  }
  const node = await ensureRuntime(root);
  const path = [join(root, 'node_modules', '.bin'), dirname(node), env.PATH ?? ''].join(delimiter);
  const taskEnv = { ...env, PATH: path, HARDHAT_DISABLE_TELEMETRY: 'true' };
  await ensureDependencies({ root, node, env: taskEnv });
  const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit', env: taskEnv });
  forwardSignals(child);
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
};

const fail = (error) => {
  stderr.write(`\n${error.message}\n`);
  exit(1);
};

if (argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) {
  const [task, ...args] = argv.slice(2);
  bootstrap(task, args).catch(fail);
}
