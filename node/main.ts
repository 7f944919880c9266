import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { VouchError } from '../protocol/errors.ts';
import { readConfig } from './config.ts';
import { startNode } from './start-node.ts';

/** Wrong configuration, as sysexits has it. */
const EX_CONFIG = 78;

/** Settles when the process is asked to stop; `withStdin` also when the parent, who holds standard input, is gone. */
function stopRequest(withStdin: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
    if (withStdin) process.stdin.once('end', () => resolve('standard input closed')).resume();
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'stop-with-stdin': { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const stopping = stopRequest(values['stop-with-stdin']);
  const node = await startNode(config, log);
  log.info({ url: node.url, peerId: node.peerId }, 'node ready');
  process.stdout.write(`ready ${node.url}\n`);
  log.info({ reason: await stopping }, 'node stops');
  await node.stop();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof VouchError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = error.code.startsWith('config.') ? EX_CONFIG : 1;
}
