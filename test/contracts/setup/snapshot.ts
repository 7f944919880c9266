import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../snapshots');

/** Why a snapshot differs, for whoever sees it fail. */
export const snapshotHint = 'run with UPDATE_SNAPSHOTS=1 when the change is meant';

/**
 * Reads the committed figures; with UPDATE_SNAPSHOTS=1 it writes them first.
 * @param name of the file in test/snapshots
 * @param found what the contracts give now
 */
export async function committedSnapshot<T>(name: string, found: T): Promise<T> {
  const file = join(folder, `${name}.json`);
  if (process.env.UPDATE_SNAPSHOTS === '1') await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
