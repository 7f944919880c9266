import { glob, readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A folder of `test/` with the test files to run in it, as paths from the root of the project. */
export type TestGroup = { name: string; files: string[] };

// Cheap and most telling first; folders not named here follow in alphabetical order.
const order = ['contracts', 'protocol', 'findings', 'invariants', 'fuzz', 'indexer', 'node', 'web'];

const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

const allGroups = async (): Promise<TestGroup[]> => {
  const files = (await Array.fromAsync(glob('test/*/**/*.test.ts', { cwd: root }))).sort();
  const entries = await readdir(join(root, 'test'), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return [...new Set([...order, ...folders])]
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((name) => ({ name, files: files.filter((file) => file.startsWith(join('test', name) + sep)) }));
};

/**
 * Picks the tests to run.
 * @param wanted names of groups or paths of test files; none means every group
 * @returns the groups with their files
 * @throws Error when a name is neither a group nor a test file
 */
export const selectGroups = async (wanted: string[]): Promise<TestGroup[]> => {
  const groups = await allGroups();
  if (wanted.length === 0) return groups;
  const selected = new Map<string, TestGroup>();
  for (const name of wanted) {
    const group = groups.find((candidate) => candidate.name === name);
    if (group !== undefined) {
      selected.set(name, group);
      continue;
    }
    const file = relative(root, resolve(name));
    const found = await stat(join(root, file)).catch(() => undefined);
    const groupName = file.split(sep)[1];
    if (!found?.isFile() || groupName === undefined || !file.startsWith(`test${sep}`)) {
      throw new Error(`"${name}" is neither a test file nor one of: ${groups.map((known) => known.name).join(', ')}.`);
    }
    const picked = selected.get(groupName) ?? { name: groupName, files: [] };
    selected.set(groupName, { name: groupName, files: [...picked.files, file] });
  }
  return [...selected.values()];
};
