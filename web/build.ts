import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { VouchError } from '../protocol/errors.ts';

const project = resolve(import.meta.dirname, '..');
const dist = join(import.meta.dirname, 'dist');
const keptBuilds = 3;

/** Where a build of the pages lies. */
export interface WebBuild {
  /** Folder to serve under `/assets/`; every file but manifest.json has a hash in its name. */
  clientFolder: string;
  /** Module that exports `renderPage`. */
  serverFile: string;
  /** False when the sources were unchanged and an earlier build was taken. */
  built: boolean;
}

const sourcesHash = async (): Promise<string> => {
  const patterns = ['web/**/*.{ts,tsx,css,svg,woff2}', 'protocol/**/*.ts', 'package-lock.json'];
  const files = await Array.fromAsync(glob(patterns, { cwd: project, exclude: ['web/dist/**'] }));
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(project, file)));
  return hash.digest('hex').slice(0, 16);
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Runs Vite in a process of its own, so that the memory that it takes is given back.
 * @throws VouchError `web.build_incomplete`
 */
async function runBuild(draft: string): Promise<void> {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'build-pages.ts'), draft], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let problem = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    problem = (problem + text).slice(-4_000);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new VouchError({
    code: 'web.build_incomplete',
    message: `The pages could not be built: ${problem.trim()}`,
  });
}

const removeOldBuilds = async (current: string): Promise<void> => {
  const folders = (await readdir(dist)).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== current);
  const dated = await Promise.all(folders.map(async (name) => ({ name, at: (await stat(join(dist, name))).mtimeMs })));
  const old = dated.sort((a, b) => b.at - a.at).slice(keptBuilds - 1);
  await Promise.all(old.map(({ name }) => rm(join(dist, name), { recursive: true, force: true })));
};

/**
 * Builds pages, islands and styles with Vite, unless a build of the same sources is there.
 * Each build has its own folder, named by the hash of its sources, so processes may build at the same time.
 * @returns where the build lies
 * @throws VouchError `web.build_incomplete`
 */
export async function buildWeb(): Promise<WebBuild> {
  const hash = await sourcesHash();
  const folder = join(dist, hash);
  const result = { clientFolder: join(folder, 'client'), serverFile: join(folder, 'server', 'server.js') };
  if (await exists(folder)) return { ...result, built: false };
  const draft = join(dist, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    await runBuild(draft);
    await rename(draft, folder).catch(async (error: NodeJS.ErrnoException) => {
      // Another process finished the same build first.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOldBuilds(hash);
  return { ...result, built: true };
}
