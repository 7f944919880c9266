import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { openPolicy, type Policy, policySchema } from '../../protocol/policy.ts';
import { validate } from '../../protocol/validate.ts';

/** The operator's policy in a node's data folder. */
export const policyFile = (dataDir: string): string => join(dataDir, 'policy.json');

/**
 * Reads the operator's policy; without a file every shop with a sufficient deposit is carried.
 * @throws VouchError `policy.unreadable` for a file that is no JSON, `policy.invalid` naming the field
 */
export async function readPolicy(dataDir: string): Promise<Policy> {
  const file = policyFile(dataDir);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return openPolicy;
    throw new VouchError({
      code: 'policy.unreadable',
      message: `${file} cannot be read, or is no JSON.`,
      hint: 'Correct the file, or remove it to carry every shop.',
      cause,
      details: { field: 'policy.json' },
    });
  }
  return unwrap(validate(policySchema, value, 'policy'));
}

/**
 * Changes the policy: reads it, writes the changed one whole beside it and puts it in its place. A running node takes it
 * over by itself.
 * @returns the policy as it is now
 * @throws VouchError those of `readPolicy`; then nothing is written
 */
export async function changePolicy(dataDir: string, change: (policy: Policy) => Policy): Promise<Policy> {
  const changed = unwrap(validate(policySchema, change(await readPolicy(dataDir)), 'policy'));
  await replaceFile(policyFile(dataDir), `${JSON.stringify(changed, null, 2)}\n`);
  return changed;
}

/** Puts a file in the place of another one, so that a reader sees either whole. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** What changes when a file is written or replaced; empty without a file. */
export async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
