import type { Log } from './ports.ts';

/** Work that comes again after a pause, or at once when asked. */
export interface Repeated {
  /** Runs at once, or once more after the run under way. */
  now(): void;
  stop(): Promise<void>;
}

/**
 * Repeats work; runs never overlap.
 * @param options `seconds` between the end of a run and the next, asked for each time where it is a function; `name` for the
 * log when a run fails
 */
export function repeat(
  options: { seconds: number | (() => number); name: string; log: Log },
  work: () => Promise<void>,
): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const pause = (): number => 1_000 * (typeof options.seconds === 'number' ? options.seconds : options.seconds());

  const run = async (): Promise<void> => {
    do {
      again = false;
      await work().catch((error) => options.log.warn({ err: error }, `${options.name} failed; it is tried again.`));
    } while (again && !stopped);
    current = undefined;
    if (!stopped) timer = setTimeout(start, pause()).unref();
  };
  const start = (): void => {
    clearTimeout(timer);
    if (current === undefined) current = run();
    else again = true;
  };

  timer = setTimeout(start, pause()).unref();
  return {
    now: () => {
      if (!stopped) start();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
