import { createHash, randomUUID } from 'node:crypto';
import { access, glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { VouchError } from '../protocol/errors.ts';
import { locales } from './locale.ts';
import { clientConfig, serverConfig, type WebAssets } from './vite.config.ts';

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
  const patterns = ['web/**/*.{ts,tsx,css,svg}', 'protocol/**/*.ts', 'package-lock.json'];
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

const assetsOf = async (clientFolder: string): Promise<WebAssets> => {
  const manifest = JSON.parse(await readFile(join(clientFolder, 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  const entry = manifest['islands/entry.ts'];
  const script = entry?.file;
  const style = manifest['styles/site.css']?.file;
  const shared = (entry?.imports ?? []).flatMap((name) => manifest[name]?.file ?? []);
  const words = locales.map((locale) => manifest[`locales/${locale}/common.ts`]?.file);
  if (script === undefined || style === undefined || words.includes(undefined)) {
    throw new VouchError({
      code: 'web.build_incomplete',
      message: 'The build of the pages lacks its entry script, its words or its style sheet.',
    });
  }
  // Safety: both languages' words were found above.
  const preload = Object.fromEntries(
    locales.map((locale, index) => [locale, [...shared, words[index]]]),
  ) as WebAssets['preload'];
  return { script, style, preload };
};

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
    await build(clientConfig(join(draft, 'client')));
    await build(serverConfig(join(draft, 'server'), await assetsOf(join(draft, 'client'))));
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
