import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StepResult } from './step.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Makes a step of a command-line tool: its output is the failure when it does not end with 0.
 * @param options `script` is the tool's JavaScript, from the root of the project; `ignoreLines` drops lines of its output
 */
export const runCommand = async (options: {
  script: string;
  args: string[];
  ignoreLines?: RegExp;
}): Promise<StepResult> => {
  const child = spawn(process.execPath, [join(root, options.script), ...options.args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const code = await promise;
  if (code === 0) return { failures: [], warnings: [] };
  const lines = output.split('\n').filter((line) => !options.ignoreLines?.test(line));
  return { failures: [lines.join('\n').trim() || `ended with ${code}`], warnings: [] };
};
