import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Ended, ended } from '../../support/node-process.ts';

const root = path.join(import.meta.dirname, '../../..');

/** Runs the command-line tool as its own process, as a seller would. */
export const runCli = (args: readonly string[]): Promise<Ended> =>
  ended(spawn(process.execPath, ['--no-warnings', path.join(root, 'node/cli/main.ts'), ...args], { cwd: root }));
