import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Above those that need rights, below those that the system gives to connections. */
const [LOWEST, HIGHEST] = [10_000, 30_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * Finds free ports of this machine at random, so that tests that run at the same time, here or in another copy of the project,
 * do not meet.
 * @param options `count` of them in a row; `above` asks for a free one so far above each as well
 * @returns the first
 */
export async function freePorts({ count = 1, above = 0 }: { count?: number; above?: number } = {}): Promise<number> {
  for (;;) {
    const first = randomInt(LOWEST, HIGHEST - count);
    const row = Array.from({ length: count }, (_, index) => first + index);
    const ports = new Set([...row, ...row.map((port) => port + above)]);
    if ((await Promise.all([...ports].map(isFree))).every(Boolean)) return first;
  }
}
