import { lstat, readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** One file of the project. */
export interface SourceFile {
  /** Path below the project's folder, with `/` between its parts. */
  path: string;
  isExecutable: boolean;
}

/**
 * What belongs to the project, named and not guessed: operators keep keys and data beside it, and nothing that is not
 * named here is ever passed on.
 */
const folders = ['.ci', 'bin', 'contracts', 'docs', 'indexer', 'node', 'protocol', 'scripts', 'test', 'web'];
export const rootFiles: readonly string[] = [
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  '.prettierrc',
  '.solhint.json',
  'README.md',
  'biome.json',
  'hardhat.config.ts',
  'knip.json',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];
/** Kinds of files in these folders; a name without a dot in it, such as that of a script, is its own kind. */
const kinds = new Set([
  'css',
  'js',
  'json',
  'md',
  'mjs',
  'mts',
  'png',
  'run',
  'sol',
  'sql',
  'ts',
  'tsx',
  'txt',
  'webp',
  'woff2',
]);
/** What the folders hold besides: made from the sources, or fetched. */
const made = new Set(['artifacts', 'cache', 'data', 'dist', 'node_modules']);

const isHidden = (name: string): boolean => name.startsWith('.');
const isSource = (name: string): boolean =>
  name === '.gitignore' || (!isHidden(name) && kinds.has(name.slice(name.lastIndexOf('.') + 1)));
const isMade = (name: string): boolean => made.has(name) || isHidden(name);

/**
 * Lists the files of the project in the order of their paths. Links are left out.
 * @param root the project's folder
 * @param without a folder that is never looked into, such as that of a node's data
 */
export async function listSourceFiles(root: string, without: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const add = async (path: string): Promise<void> => {
    const found = await lstat(path);
    if (!found.isFile()) return;
    files.push({
      path: relative(root, path).split(sep).join('/'),
      isExecutable: (found.mode & 0o100) !== 0,
    });
  };
  const walk = async (folder: string): Promise<void> => {
    if (resolve(folder) === resolve(without)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isMade(entry.name)) await walk(path);
      else if (entry.isFile() && isSource(entry.name)) await add(path);
    }
  };
  // A node may run without some of it, such as tests and documents.
  const present = new Set(await readdir(root));
  for (const name of rootFiles) if (present.has(name)) await add(join(root, name));
  for (const name of folders) if (present.has(name)) await walk(join(root, name));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
