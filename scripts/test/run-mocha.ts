import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Outcome } from './outcome.ts';

const hardhat = join(import.meta.dirname, '../../node_modules/hardhat/dist/src/cli.js');

const countOf = (output: string, word: string): number =>
  Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);

/**
 * Runs contract tests with mocha inside Hardhat, which compiles first what has changed.
 * @param options `files` as paths from the root of the project; `pattern` to run only tests whose name matches
 */
export const runMocha = async (options: { files: string[]; pattern: string | undefined }): Promise<Outcome> => {
  const grep = options.pattern === undefined ? [] : ['--grep', options.pattern];
  const child = spawn(process.execPath, [hardhat, 'test', 'mocha', ...grep, ...options.files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const code = await promise;
  const counts = {
    passed: countOf(output, 'passing'),
    failed: countOf(output, 'failing'),
    skipped: countOf(output, 'pending'),
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { counts, output };
};
