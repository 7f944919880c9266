import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import { VouchError } from '../../protocol/errors.ts';
import { anvilBinary } from './anvil-binary.ts';
import { CHAIN_ID, chainLimits, chainRules } from './chain-settings.ts';

/** A running engine. */
export interface AnvilProcess {
  pid: number;
  /** On 127.0.0.1, chosen by the system. */
  port: number;
  /** Settles when the process is gone, with the reason in words. */
  exited: Promise<string>;
  /** Ends the engine at once: its state is only in memory, what matters was written by others before. */
  kill(): Promise<void>;
}

/**
 * Starts the engine, which dies with this process even if this process is killed.
 * @param options home: a folder for the engine's own leftovers, emptied first; snapshotPath: state to begin with
 * @returns the running engine, listening
 * @throws VouchError `chain.engine_failed` when it ends or stays silent instead of listening
 */
export async function startAnvil(options: {
  home: string;
  genesisTimestampSeconds: number;
  snapshotPath?: string;
  log: Logger;
}): Promise<AnvilProcess> {
  await rm(options.home, { recursive: true, force: true });
  await mkdir(options.home, { recursive: true });
  // In a session of its own: a Ctrl-C in the terminal must reach us alone, since we still need the engine's state.
  const child = spawn(anvilBinary(), engineArguments(options), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: options.home, USERPROFILE: options.home, TMPDIR: options.home },
    detached: true,
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
  child.stderr?.on('data', (chunk: Buffer) => options.log.warn({ engine: chunk.toString().trim() }, 'chain engine'));
  const endGuard = child.pid === undefined ? () => undefined : guard(child.pid);
  const port = await listeningPort(child, exited).catch((error) => {
    endGuard();
    throw error;
  });
  return {
    pid: child.pid as number,
    port,
    exited,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
      endGuard();
      await rm(options.home, { recursive: true, force: true });
    },
  };
}

function engineArguments(options: { genesisTimestampSeconds: number; snapshotPath?: string }): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--no-cors', '--chain-id', String(CHAIN_ID)],
    ...['--no-mining', '--order', 'fifo', '--prune-history', String(chainLimits.historyBlocks)],
    ...['--hardfork', chainRules.hardfork, '--gas-limit', String(chainRules.blockGasLimit), '--enable-tx-gas-limit'],
    ...['--mnemonic', chainRules.mnemonic, '--accounts', String(chainRules.accounts)],
    ...['--timestamp', String(options.genesisTimestampSeconds)],
    ...(options.snapshotPath === undefined ? [] : ['--load-state', options.snapshotPath]),
  ];
}

/** The engine picks a free port itself and prints it, so no other program can take it in between. */
async function listeningPort(child: ChildProcess, exited: Promise<string>): Promise<number> {
  let text = '';
  const timer = setTimeout(() => child.kill('SIGKILL'), chainLimits.engineStartMilliseconds);
  const listening = new Promise<number>((resolve) => {
    child.stdout?.on('data', function onData(chunk: Buffer) {
      text += chunk.toString();
      const match = /Listening on 127\.0\.0\.1:(\d+)/.exec(text);
      if (!match) return;
      child.stdout?.off('data', onData).resume();
      resolve(Number(match[1]));
    });
  });
  const outcome = await Promise.race([listening, exited]);
  clearTimeout(timer);
  if (typeof outcome === 'number') return outcome;
  throw new VouchError({
    code: 'chain.engine_failed',
    message: `The chain's engine did not start: ${outcome}.`,
    hint: 'Its own words are in the log.',
  });
}

/** A shell that waits on a pipe from us: when we are gone, however that came, it ends the engine. */
function guard(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return () => shell.kill('SIGKILL');
}
