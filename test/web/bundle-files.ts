import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { WebBuild } from '../../web/build.ts';

/**
 * Files of the client build that modules load, with all that these import at once.
 * @param modules names in the build's manifest, such as `islands/entry.ts`
 * @throws Error when the build has no such module
 */
export async function filesOf({ clientFolder }: WebBuild, modules: readonly string[]): Promise<Set<string>> {
  const manifest = JSON.parse(await readFile(join(clientFolder, 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  const seen = new Set<string>();
  const add = (name: string): void => {
    if (seen.has(name)) return;
    const module = manifest[name];
    if (module === undefined) throw new Error(`the build has no ${name}`);
    seen.add(name);
    for (const next of module.imports ?? []) add(next);
  };
  for (const name of modules) add(name);
  return new Set([...seen].map((name) => manifest[name]?.file ?? ''));
}

/** Bytes of files when each is compressed. */
export async function sizeOf({ clientFolder }: WebBuild, files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(join(clientFolder, file)), { level: 9 }).length),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Files of the first set that are not in the second. */
export const without = (files: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...files].filter((file) => !others.has(file)));
