import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface Module {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

/** What pages of an exported shop load by name; the style sheet of the first screen stands within them. */
const named = /^(islands\/entry\.ts$|styles\/site\.css$|fonts\/)/;
/** What they never load: parts that need a node, a wallet or peers. */
const left = /^(islands\/(?!entry|gallery|verify)|wallet\/|peer\/|offline\/|.*service-worker)/;

/**
 * Files of the client build that exported pages load, by name.
 * @param clientFolder where the build lies, with its manifest
 */
export async function clientFiles(clientFolder: string): Promise<string[]> {
  // Safety: the build wrote it.
  const manifest = JSON.parse(await readFile(path.join(clientFolder, 'manifest.json'), 'utf8')) as Record<
    string,
    Module
  >;
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string): void => {
    const module = manifest[name];
    if (module === undefined || seen.has(name)) return;
    seen.add(name);
    for (const file of [module.file, ...(module.css ?? []), ...(module.assets ?? [])]) files.add(file);
    for (const next of module.imports ?? []) add(next);
    for (const next of module.dynamicImports ?? []) if (!left.test(next)) add(next);
  };
  for (const name of Object.keys(manifest)) if (named.test(name)) add(name);
  return [...files].sort();
}
