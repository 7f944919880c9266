import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { VouchError } from '../protocol/errors.ts';
import { locales } from './locale.ts';
import { clientConfig, serverConfig, type WebAssets } from './vite.config.ts';

/** Builds the pages into the folder that is named on the command line; `buildWeb` runs it. */
const [draft] = process.argv.slice(2);

type Manifest = Record<string, { file: string; imports?: string[] }>;

/** Names in the manifest of a module and all that it imports at once. */
const withImports = (manifest: Manifest, name: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name]?.imports ?? []) withImports(manifest, next, seen);
  return seen;
};

/** Files of the islands that load later, by the island's name as the registry has it. */
const islandFiles = async (manifest: Manifest): Promise<Record<string, string[]>> => {
  const registry = await readFile(join(import.meta.dirname, 'islands/registry.ts'), 'utf8');
  const first = withImports(manifest, 'islands/entry.ts');
  const entries = [...registry.matchAll(/'?([\w-]+)'?: \(\) =>\s+import\('\.\/([^']+)'\)/g)];
  return Object.fromEntries(
    entries.map(([, island = '', path = '']) => {
      const names = [...withImports(manifest, `islands/${path}`)].filter((name) => !first.has(name));
      return [island, names.flatMap((name) => manifest[name]?.file ?? [])];
    }),
  );
};

/** The style sheet of the first screen with the digest by which a policy lets it pass. */
const firstStyle = async (file: string): Promise<WebAssets['first']> => {
  const css = (await readFile(file, 'utf8')).trim();
  if (/url\(|<\//.test(css)) {
    throw new VouchError({
      code: 'web.build_incomplete',
      message: 'The style sheet that comes within pages names a file, which it cannot from every page.',
    });
  }
  return { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
};

const assetsOf = async (clientFolder: string): Promise<WebAssets> => {
  const manifest = JSON.parse(await readFile(join(clientFolder, 'manifest.json'), 'utf8')) as Manifest;
  const entry = manifest['islands/entry.ts'];
  const script = entry?.file;
  const style = manifest['styles/site.css']?.file;
  const first = manifest['styles/first.css']?.file;
  const hanStyle = manifest['fonts/han.css']?.file;
  const desks = manifest['styles/desks.css']?.file;
  const design = manifest['styles/design.css']?.file;
  const shared = (entry?.imports ?? []).flatMap((name) => manifest[name]?.file ?? []);
  const words = locales.map((locale) => manifest[`locales/${locale}/common.ts`]?.file);
  const isComplete = script && style && first && hanStyle && desks && design && !words.includes(undefined);
  if (!isComplete) {
    throw new VouchError({
      code: 'web.build_incomplete',
      message: 'The build of the pages lacks its entry script, its words or a style sheet.',
    });
  }
  // Safety: both languages' words were found above.
  const preload = Object.fromEntries(
    locales.map((locale, index) => [locale, [...shared, words[index]]]),
  ) as WebAssets['preload'];
  return {
    script,
    style,
    first: await firstStyle(join(clientFolder, first)),
    hanStyle,
    styles: { desks, design },
    preload,
    islands: await islandFiles(manifest),
  };
};

if (draft === undefined) throw new RangeError('name the folder to build into');
await build(clientConfig(join(draft, 'client')));
await build(serverConfig(join(draft, 'server'), await assetsOf(join(draft, 'client'))));
