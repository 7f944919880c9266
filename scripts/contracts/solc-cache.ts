import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { SolidityHooks } from 'hardhat/types/hooks';
import type { HardhatPlugin } from 'hardhat/types/plugins';
import type { CompilerOutput } from 'hardhat/types/solidity';

const cacheFolder = join(import.meta.dirname, '../../node_modules/.cache/solc');

/** Reads a cached compiler output; a missing or damaged entry is a miss, never an error. */
const readCached = async (file: string): Promise<CompilerOutput | undefined> => {
  const packed = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (packed === undefined) return undefined;
  try {
    return JSON.parse(gunzipSync(packed).toString()) as CompilerOutput;
  } catch (cause) {
    console.warn(`solc cache: ${file} is damaged and is compiled again (${String(cause)})`);
    return undefined;
  }
};

/** Writes beside the target and renames, so that parallel compiles never read half a file. */
const writeCached = async (file: string, output: CompilerOutput): Promise<void> => {
  const partial = `${file}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(partial, gzipSync(JSON.stringify(output), { level: 1 }));
  await rename(partial, file);
};

const hooks: Partial<SolidityHooks> = {
  async invokeSolc(context, compiler, input, config, next) {
    const key = createHash('sha256').update(compiler.longVersion).update(JSON.stringify(input)).digest('hex');
    const file = join(cacheFolder, `${key}.json.gz`);
    const cached = await readCached(file);
    if (cached !== undefined) return cached;
    const output = await next(context, compiler, input, config);
    const failed = output.errors?.some((error) => error.severity === 'error') ?? false;
    if (!failed) await writeCached(file, output);
    return output;
  },
};

/**
 * Hardhat plugin that keeps each output of the compiler under the hash of compiler version and whole input.
 * Hardhat's own cache forgets on `--force`, on a deleted `artifacts/` and in a new clone; this one does not.
 */
export const solcCache: HardhatPlugin = {
  id: 'vouch-solc-cache',
  hookHandlers: { solidity: async () => ({ default: async () => hooks }) },
};
