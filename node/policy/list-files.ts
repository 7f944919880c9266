import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodePolicyList, encodePolicyList, type SignedPolicyList } from '../../protocol/policy-list.ts';
import type { Address } from '../../protocol/primitives.ts';
import { replaceFile } from './policy-file.ts';

const ending = '.list';

/** The folder of lists that a node holds: one file for each author, its newest list as it was signed. */
export const listFolder = (dataDir: string): string => join(dataDir, 'policy-lists');

const fileOf = (dataDir: string, author: Address): string => join(listFolder(dataDir), `${author}${ending}`);

/**
 * Keeps a list, which replaces the one of the same author.
 * @throws VouchError `policy_list.invalid`, `policy_list.too_large`
 */
export async function writeList(dataDir: string, signed: SignedPolicyList): Promise<void> {
  const { bytes } = encodePolicyList(signed);
  await mkdir(listFolder(dataDir), { recursive: true });
  await replaceFile(fileOf(dataDir, signed.list.author), bytes);
}

/** Authors whose lists are in the folder. */
export async function listAuthors(dataDir: string): Promise<Address[]> {
  try {
    const names = await readdir(listFolder(dataDir));
    // Safety: the expression leaves addresses.
    return names
      .filter((name) => /^0x[0-9a-f]{40}\.list$/.test(name))
      .map((name) => name.slice(0, -ending.length) as Address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Reads the list of an author; its signature is checked apart.
 * @throws VouchError `policy_list.too_large`, `policy_list.malformed`, `policy_list.not_canonical`, `policy_list.invalid`
 */
export async function readList(
  dataDir: string,
  author: Address,
): Promise<{ signed: SignedPolicyList; bytes: Uint8Array }> {
  const found = await readFile(fileOf(dataDir, author));
  const bytes = new Uint8Array(found.subarray(0, limits.policyListBytes + 1));
  return { signed: unwrap(decodePolicyList(bytes)), bytes };
}
