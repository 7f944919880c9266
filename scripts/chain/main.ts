import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { VouchError } from '../../protocol/errors.ts';
import { type Chain, startChain } from './start-chain.ts';

const usage = `Runs the local chain, which keeps its state in a folder.

  --data-dir FOLDER       where the chain lives; created if missing
  --port PORT             where it answers JSON-RPC on 127.0.0.1; 0 lets the system choose
  --genesis SECONDS       unix time of the first block, at the first start only; by default 90 days ago
  --snapshot-entries N    journal entries after which the whole state is written
  --allow-reorg           lets tests remove blocks with vouch_reorg
  --stop-with-stdin       stops when its standard input closes, for a parent that holds the other end

Prints {"ready":URL} on a line when it answers. Its log goes to standard error.
`;

/** After an engine failure the chain starts again; after so many runs in a row that were this short it gives up. */
const SHORT_RUN_MILLISECONDS = 5_000;
const SHORT_RUNS = 5;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string' },
      genesis: { type: 'string' },
      'snapshot-entries': { type: 'string' },
      'allow-reorg': { type: 'boolean', default: false },
      'stop-with-stdin': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const log = pino(
    { name: 'chain', level: process.env.LOG_LEVEL ?? 'info' },
    pino.destination({ dest: 2, sync: true }),
  );
  const dataDir = values['data-dir'];
  if (!dataDir) throw argumentInvalid('data-dir', 'a folder');
  const genesis = optionalNumber('genesis', values.genesis);
  const snapshotEntries = optionalNumber('snapshot-entries', values['snapshot-entries']);
  let port = wholeNumber('port', values.port);
  const stopped = stopRequest(values['stop-with-stdin']);

  let shortRuns = 0;
  for (;;) {
    const started = performance.now();
    const chain: Chain = await startChain({
      dataDir,
      port,
      log,
      clock: Date.now,
      allowReorg: values['allow-reorg'],
      ...(genesis !== undefined && { genesisTimestampSeconds: genesis }),
      ...(snapshotEntries !== undefined && { snapshotEntries }),
    });
    port = Number(new URL(chain.url).port);
    process.stdout.write(`${JSON.stringify({ ready: chain.url, chainId: chain.chainId })}\n`);
    const failure = await Promise.race([stopped, chain.failed]);
    await chain.stop();
    if (!failure) return;
    shortRuns = performance.now() - started < SHORT_RUN_MILLISECONDS ? shortRuns + 1 : 0;
    if (shortRuns === SHORT_RUNS) throw failure;
    log.warn('the chain starts again');
  }
}

/** Settles when someone wants the chain to stop, or when the parent that started it is gone. */
function stopRequest(withStdin: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    if (withStdin)
      process.stdin
        .once('close', () => resolve())
        .once('error', () => resolve())
        .resume();
  });
}

const optionalNumber = (name: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : wholeNumber(name, text);

function wholeNumber(name: string, text: string | undefined): number {
  if (text === undefined || !/^\d{1,12}$/.test(text)) throw argumentInvalid(name, 'a whole number');
  return Number(text);
}

function argumentInvalid(name: string, what: string): VouchError {
  return new VouchError({
    code: 'chain.argument_invalid',
    message: `--${name} needs ${what}.`,
    hint: 'See --help.',
    details: { field: name },
  });
}

main().then(
  () => process.exit(0),
  (error) => {
    const known = error instanceof VouchError ? JSON.stringify(error) : String(error?.stack ?? error);
    process.stderr.write(`${known}\n`);
    process.exit(1);
  },
);
