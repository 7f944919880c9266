import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a process of the benchmark tells when it is done, beside its own figures. */
export interface Usage {
  /** Processor time of the process, in milliseconds. */
  cpu: number;
  /** Most resident memory, in MB. */
  peak: number;
}

/** The processor time and memory of this process so far. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: (userCPUTime + systemCPUTime) / 1_000, peak: maxRSS / 1_024 };
}

/**
 * Runs a script that sends one message with its figures and then ends.
 * @returns what it sent, and how long the process lived in milliseconds
 */
export async function runMeasured<Figures extends object>(
  script: string,
  options: { input: object; flags?: readonly string[]; cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<Figures & { wall: number }> {
  const { input, flags = [], cwd, env } = options;
  const began = performance.now();
  const child: ChildProcess = fork(script, [JSON.stringify(input)], {
    execArgv: ['--no-warnings', ...flags],
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let figures: Figures | undefined;
  child.on('message', (message) => {
    // Safety: the scripts of this folder send their figures once.
    figures = message as Figures;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (figures === undefined) throw new Error(`${script} ended with ${code} and told nothing`);
  return { ...figures, wall: performance.now() - began };
}
