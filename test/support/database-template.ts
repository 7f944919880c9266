import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chmod, glob, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../../indexer/log.ts';
import { choosePlace } from '../../indexer/store/cluster-place.ts';
import { openStore } from '../../indexer/store/open-store.ts';

const run = promisify(execFile);
const project = path.join(import.meta.dirname, '../..');
const kept = path.join(project, 'node_modules/.cache/vouch-databases');
const KEPT_TEMPLATES = 3;

/** No power fails while tests run: what a killed server wrote is with the system, and waits for no disk. */
const settings = '\nfsync = off\nfull_page_writes = off\n';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/**
 * Puts a stopped cluster with the newest schema and no rows where a node or a store looks for its own: a copy takes a
 * fraction of the time of a new one. What a folder without a database gets is tested where the cluster itself is.
 * @param dataDir data folder as a node has it; one that has a database keeps it
 */
export async function placeDatabase(dataDir: string): Promise<void> {
  if (await exists(path.join(dataDir, 'postgres'))) return;
  const template = await newestTemplate();
  const { folder } = await choosePlace(dataDir);
  // The password comes last, as the cluster has it: its presence says that the folder is whole.
  for (const part of ['data', 'password']) await run('cp', ['-a', path.join(template, part), path.join(folder, part)]);
}

/** One for each state of the sources that make the schema; processes that need it at the same time may each make it. */
async function newestTemplate(): Promise<string> {
  const hash = createHash('sha256');
  const files = await Array.fromAsync(glob(['indexer/**/*.ts', 'package-lock.json'], { cwd: project }));
  for (const file of [...files.sort(), path.relative(project, import.meta.filename)])
    hash.update(`${file}\0`).update(await readFile(path.join(project, file)));
  const name = hash.digest('hex').slice(0, 16);
  const template = path.join(kept, name);
  if (!(await exists(template))) await makeTemplate(template);
  return template;
}

async function makeTemplate(template: string): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-template-'));
  const draft = path.join(kept, `draft-${randomUUID()}`);
  try {
    await chmod(dataDir, 0o755);
    await (await openStore({ dataDir, log: quiet })).stop();
    const { folder } = await choosePlace(dataDir);
    await mkdir(draft, { recursive: true });
    for (const part of ['data', 'password']) await run('cp', ['-a', path.join(folder, part), path.join(draft, part)]);
    await appendFile(path.join(draft, 'data/postgresql.conf'), settings);
    await rename(draft, template).catch(async (error: NodeJS.ErrnoException) => {
      // Another process made the same template first.
      if (!(await exists(template))) throw error;
    });
    await removeOld(path.basename(template));
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function removeOld(newest: string): Promise<void> {
  const names = (await readdir(kept)).filter((name) => !name.startsWith('draft-') && name !== newest);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(kept, name))).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.at - a.at).slice(KEPT_TEMPLATES - 1);
  await Promise.all(old.map(({ name }) => rm(path.join(kept, name), { recursive: true, force: true })));
}
