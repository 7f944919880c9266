import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/**
 * Lists the files of the project: tracked by git, or new and not ignored.
 * @returns paths from the root of the project, with forward slashes
 */
export const projectFiles = async (): Promise<string[]> => {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
};

/** Tells whether a file was written by a program and so is nobody's to keep short or well worded. */
export const isGenerated = (file: string): boolean =>
  /(^|\/)generated\/|\.generated\.|^protocol\/abi\/|^package-lock\.json$|^test\/snapshots\//.test(file);
