import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Logger } from 'pino';
import { VouchError } from '../protocol/errors.ts';
import { COMPILED_FOLDER, keepCompiled } from './compile-cache.ts';
import { type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { createLogRing, type LogRing } from './operator/log-ring.ts';

/** Wrong use and wrong configuration, as sysexits has them. */
const EX_USAGE = 64;
const EX_CONFIG = 78;
/** A stop that takes longer is cut off; nothing that was acknowledged is lost by that. */
const STOP_MILLISECONDS = 20_000;

/** Settles when the process is asked to stop; `withStdin` also when the parent, who holds standard input, is gone. */
function stopRequest(withStdin: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
    if (withStdin) process.stdin.once('end', () => resolve('standard input closed')).resume();
  });
}

function readArguments(): { 'stop-with-stdin': boolean } {
  try {
    return parseArgs({ options: { 'stop-with-stdin': { type: 'boolean', default: false } } }).values;
  } catch (cause) {
    throw new VouchError({
      code: 'option.unknown',
      message: cause instanceof Error ? cause.message : String(cause),
      hint: 'A node is configured by environment variables; docs/operators.md lists them.',
      cause,
    });
  }
}

/** Only the parts of the role are loaded. */
async function start(
  config: Config,
  log: Logger,
  logRing: LogRing,
): Promise<{ url: string; peerId?: string; stop(): Promise<void> }> {
  if (config.role === 'api') return await (await import('./start-api.ts')).startApi(config, log);
  return await (await import('./start-node.ts')).startNode(config, log, logRing);
}

async function main(): Promise<void> {
  const stopping = stopRequest(readArguments()['stop-with-stdin']);
  const config = readConfig(process.env);
  const logRing = createLogRing();
  const log = createLog(config, logRing.take);
  // Loaded late: a wrong variable is told at once, and what was compiled by an earlier start is taken from its cache.
  keepCompiled(join(config.dataDir, COMPILED_FOLDER));
  const node = await start(config, log, logRing);
  log.info({ url: node.url, peerId: node.peerId }, 'node ready');
  process.stdout.write(`ready ${node.url}\n`);
  log.info({ reason: await stopping }, 'node stops');
  setTimeout(() => {
    log.error('the node did not stop in time');
    process.exit(1);
  }, STOP_MILLISECONDS).unref();
  // An open standard input would keep the process alive.
  process.stdin.destroy();
  await node.stop();
}

const exitCodeOf = ({ code }: VouchError): number => {
  if (/^(config|policy)\./.test(code)) return EX_CONFIG;
  return code.startsWith('option.') ? EX_USAGE : 1;
};

try {
  await main();
} catch (error) {
  if (!(error instanceof VouchError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = exitCodeOf(error);
}
