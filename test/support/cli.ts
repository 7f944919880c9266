import { spawn } from 'node:child_process';
import path from 'node:path';
import { bareEnv, type Ended, ended } from './node-process.ts';

const script = path.join(import.meta.dirname, '../../node/cli/main.ts');

/** Runs the command-line tool as a process, with nothing of the tests' environment but what programs need. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return ended(
    spawn(process.execPath, ['--no-warnings', script, ...args], { env: { ...bareEnv(), ...env }, stdio: 'pipe' }),
  );
}
