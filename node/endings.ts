import type { Logger } from 'pino';

/** What was started, to be ended the other way round. */
export interface Endings {
  push(ending: () => Promise<unknown>): void;
  /** Ends everything. One part that cannot stop does not keep the others from stopping: the log tells of it. */
  stop(): Promise<void>;
}

/** Nothing is started yet. */
export function createEndings(log: Logger): Endings {
  const endings: (() => Promise<unknown>)[] = [];
  return {
    push: (ending) => void endings.push(ending),
    stop: async () => {
      for (const ending of endings.splice(0).reverse())
        await ending().catch((error: unknown) => log.error({ err: error }, 'a part did not stop cleanly'));
    },
  };
}
