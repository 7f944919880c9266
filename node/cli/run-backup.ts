import path from 'node:path';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { CommandInput } from './command.ts';
import { text } from './options.ts';
import { type Progress, showProgress } from './progress.ts';

function settings({ values, env }: CommandInput) {
  const { DATABASE_URL, DATA_DIR } = env;
  const config = readConfig({ DATABASE_URL, DATA_DIR: text(values, 'data-dir') ?? DATA_DIR, LOG_LEVEL: 'warn' });
  return { dataDir: config.dataDir, databaseUrl: config.databaseUrl, log: createLog(config) };
}

/** Writes a backup. */
export async function runBackup(input: CommandInput): Promise<number> {
  const { console, positionals, values } = input;
  const file = path.resolve(positionals[0] ?? '');
  const shown = new Map<string, Progress>();
  const { rows, blocks, files } = await writeBackup({
    ...settings(input),
    file,
    keys: values.keys === true,
    now: Math.floor(Date.now() / 1_000),
    progress: (label, done, total) => {
      const progress = shown.get(label) ?? showProgress(console, label);
      shown.set(label, progress);
      progress.update(done, total);
    },
  });
  for (const progress of shown.values()) progress.end();
  console.err(`${rows} rows, ${blocks} rows of the block store and ${files} files written to ${file}\n`);
  if (values.keys !== true)
    console.err("The node's key is not in it: copy peer.key to keep its name in the network.\n");
  return 0;
}

/** Restores a backup. */
export async function runRestore(input: CommandInput): Promise<number> {
  const { console, positionals } = input;
  const { dataDir, ...rest } = settings(input);
  const progress = showProgress(console, 'Parts');
  const { release, createdAt } = await restoreBackup({
    ...rest,
    file: path.resolve(positionals[0] ?? ''),
    dataDir,
    progress: (done, total) => progress.update(done, total),
  });
  progress.end();
  const made = new Date(createdAt * 1_000).toISOString();
  console.err(`The backup of ${made}, made by release ${release}, is in ${dataDir}.\n`);
  console.err('Start the node: it reads the chain again from the first block of the contracts.\n');
  return 0;
}
