import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild } from '../start/child.ts';

const script = path.join(import.meta.dirname, '../start.ts');
/** A first start draws every picture of the market. */
const START_SECONDS = 300;

/**
 * Gives the address of a demo market, and takes the market away again afterwards.
 * @param where `url` of one that runs already, or the `port` for one that is started in a folder of its own
 * @throws VouchError `start.child_failed`
 */
export async function withDemoMarket(
  { url, port }: { url?: string | undefined; port: string },
  use: (url: string) => Promise<void>,
): Promise<void> {
  if (url !== undefined) return use(url.replace(/\/+$/, ''));
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-market-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(folder, 0o755);
  const market = await startChild({
    name: 'the demo market',
    script,
    env: { PORT: port, DATA_DIR: folder },
    logFile: path.join(folder, 'start.log'),
    readyOf: (line) => /^ready (http\S+)/.exec(line)?.[1],
    readyWithinSeconds: START_SECONDS,
  });
  try {
    await use(market.ready);
  } finally {
    await market.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
