import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { VouchError } from '../../protocol/errors.ts';

/** A program of ours that runs beside this one. */
export interface Child {
  name: string;
  pid: number;
  /** File that takes its log. */
  logFile: string;
  /** What it printed after `ready`. */
  ready: string;
  /** Settles when it ended, with its exit code or the signal's name. */
  ended: Promise<string>;
  /** Asks it to stop and waits; kills it when it takes too long. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  name: string;
  script: string;
  args?: readonly string[];
  /** Options of Node itself. */
  flags?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** File that takes its log. */
  logFile: string;
  /** Gives what stands behind `ready` in a line of standard output, or undefined. */
  readyOf(line: string): string | undefined;
  readyWithinSeconds: number;
}

/** Time for a clean stop. */
const STOP_MILLISECONDS = 15_000;
/** Last lines of a log that an error shows. */
const SHOWN_LINES = 12;
const LOG_MILLISECONDS = 2_000;

/**
 * Starts a program and waits until it is ready. Its standard input stays open as long as this process lives: it stops
 * when that closes, so that nothing is left behind, however this process ends.
 * @throws VouchError `start.child_failed` when it ends early or is not ready in time
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, script, args = [], flags = [], env, logFile, readyOf, readyWithinSeconds } = options;
  const process_ = spawn(process.execPath, ['--no-warnings', ...flags, script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  process_.stderr?.pipe(log);
  // A child that is gone closes its input: nothing is ever written there.
  process_.stdin?.on('error', () => log.write('input closed\n'));
  const ended = new Promise<string>((resolve) => {
    process_.once('error', (error) => resolve(error.message));
    process_.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const outcome = await waitReady(process_, { readyOf, ended, seconds: readyWithinSeconds });
  if ('why' in outcome) {
    process_.kill('SIGKILL');
    await ended;
    // What it wrote last may still be on its way to the file; a program that it left behind may hold the other end open.
    await Promise.race([finished(log), pause(LOG_MILLISECONDS, undefined, { ref: false })]);
    throw new VouchError({
      code: 'start.child_failed',
      message: `${name} did not start: ${outcome.why}.`,
      hint: `Its log is ${logFile}, which ends with:\n${await lastLines(logFile)}`,
      details: { logFile },
    });
  }
  const { ready } = outcome;
  return {
    name,
    pid: process_.pid ?? 0,
    logFile,
    ready,
    ended,
    async stop() {
      process_.stdin?.end();
      process_.kill('SIGTERM');
      const timer = setTimeout(() => process_.kill('SIGKILL'), STOP_MILLISECONDS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function waitReady(
  child: ChildProcess,
  { readyOf, ended, seconds }: { readyOf: ChildOptions['readyOf']; ended: Promise<string>; seconds: number },
): Promise<{ ready: string } | { why: string }> {
  if (!child.stdout) return { why: `it did not run (${await ended})` };
  const lines = createInterface({ input: child.stdout });
  const found = new Promise<{ ready: string }>((resolve) => {
    lines.on('line', (line) => {
      const ready = readyOf(line);
      if (ready !== undefined) resolve({ ready });
    });
  });
  const { promise: late, resolve: tooLate } = Promise.withResolvers<{ why: string }>();
  const timer = setTimeout(() => tooLate({ why: `it was not ready after ${seconds} s` }), seconds * 1_000);
  const first = await Promise.race([found, ended.then((how) => ({ why: `it ended with ${how}` })), late]);
  clearTimeout(timer);
  return first;
}

async function lastLines(logFile: string): Promise<string> {
  try {
    return (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  } catch (error) {
    return `(it cannot be read: ${error})`;
  }
}
