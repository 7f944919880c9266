import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const mainPath = join(import.meta.dirname, '../../scripts/chain/main.ts');

/** A chain in a process of its own. */
export interface ChainProcess {
  child: ChildProcess;
  url: string;
  /** Settles with exit code or signal. */
  exited: Promise<number | NodeJS.Signals | null>;
  /** Everything it wrote to standard error. */
  log(): string;
}

/** Runs main.ts and waits for its ready line. */
export async function runChain(dataDir: string, flags: string[] = [], port = 0): Promise<ChainProcess> {
  const args = [mainPath, '--data-dir', dataDir, '--port', String(port), '--stop-with-stdin', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const ready = new Promise<string>((resolve) => {
    createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { ready: string }).ready));
  });
  const url = await Promise.race([
    ready,
    exited.then((code) => Promise.reject(new Error(`chain ended: ${code}\n${log}`))),
  ]);
  return { child, url, exited, log: () => log };
}

/** Process number of the engine behind the chain on a data folder. */
export function enginePid(dataDir: string): number {
  const lock = JSON.parse(readFileSync(join(dataDir, 'chain.lock'), 'utf8')) as { engine: { pid: number } };
  return lock.engine.pid;
}

/** Whether a process runs; one that ended but was not collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a condition holds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 12_000; attempt += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain: ${what}`);
}
