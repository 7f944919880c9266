import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** Folder in a node's data folder with what its earlier starts compiled. It may be deleted. */
export const COMPILED_FOLDER = 'compiled';

/** Where commands and tests keep what they compiled: beside the code itself. */
export const compiledBesideCode = join(import.meta.dirname, '../node_modules/.cache/vouch-compiled');

/**
 * Takes code that an earlier start compiled, and keeps what this one compiles. What lies there is run, so it must be a folder
 * that nobody else writes to: Node's own choice is one that all processes of the machine share. NODE_COMPILE_CACHE, where it is
 * set, counts instead.
 * @param folder made if it is missing; where it cannot be written, nothing is kept
 */
export function keepCompiled(folder: string): void {
  enableCompileCache(folder);
}
