import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process has to do with its time and memory. */
export interface ProcessLoad {
  /** Mean delay of the event loop's turns since the last reading, in milliseconds. */
  lagMilliseconds: number;
  residentBytes: number;
}

/** Measures this process. */
export interface HealthProbe {
  /** Reads, and begins a new time of measuring. */
  read(): ProcessLoad;
  stop(): void;
}

const resolutionMilliseconds = 20;

/** Begins to measure the event loop of this process. */
export function startHealthProbe(): HealthProbe {
  const delays = monitorEventLoopDelay({ resolution: resolutionMilliseconds });
  delays.enable();
  return {
    read: () => {
      // The histogram counts the timer's own pause in, and has no mean before its first turn.
      const mean = delays.count === 0 ? 0 : delays.mean / 1e6 - resolutionMilliseconds;
      delays.reset();
      return { lagMilliseconds: Math.max(0, mean), residentBytes: process.memoryUsage.rss() };
    },
    stop: () => {
      delays.disable();
    },
  };
}
