import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Above those that need rights, below those that the system gives to connections. */
const [LOWEST, HIGHEST] = [10_000, 20_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

/**
 * Gives the numbers that a test has for its nodes' ports free ones of this machine, each always the same, so that a node comes
 * back where it was; 0 stays 0. Tests that run at the same time, here or in another copy of the project, do not meet.
 */
export function localPorts(): (number: number) => Promise<number> {
  const ports = new Map<number, Promise<number>>();
  return async (number) => {
    // The system chooses one itself.
    if (number === 0) return 0;
    const port = ports.get(number) ?? freePort();
    ports.set(number, port);
    return port;
  };
}
