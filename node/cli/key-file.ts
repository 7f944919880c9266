import { readFile, stat } from 'node:fs/promises';
import type { LocalAccount } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema, bytes32Schema } from '../../protocol/primitives.ts';
import { validate } from '../../protocol/validate.ts';

/** Anybody but the owner may not read a key file. */
const OTHERS = 0o077;

/**
 * The account that signs: from `--key-file`, or from the variable VOUCH_KEY. Secrets are never taken from options.
 * @throws VouchError `key.missing`, `key.not_found`, `key.readable_by_others`, `key.invalid`
 */
export async function readAccount(file: string | undefined, env: NodeJS.ProcessEnv): Promise<LocalAccount> {
  const text = file === undefined ? env.VOUCH_KEY : await readKeyFile(file);
  if (text === undefined) {
    throw new VouchError({
      code: 'key.missing',
      message: 'There is no key to sign with.',
      hint: 'Give --key-file FILE, or set VOUCH_KEY.',
      details: { field: 'key-file' },
    });
  }
  const key = unwrap(validate(bytes32Schema, text.trim(), 'key'));
  try {
    return privateKeyToAccount(key);
  } catch {
    // The library's error may carry the key, so it goes no further.
    throw new VouchError({
      code: 'key.invalid',
      message: 'The key is no private key of secp256k1.',
      hint: 'Export the key from your wallet again.',
      details: { field: 'key' },
    });
  }
}

/** An account's address as the project writes it. */
export const addressOf = ({ address }: LocalAccount): Address => addressSchema.parse(address);

async function readKeyFile(file: string): Promise<string> {
  let mode: number;
  let text: string;
  try {
    mode = (await stat(file)).mode;
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new VouchError({
      code: 'key.not_found',
      message: `${file} cannot be read.`,
      hint: 'Check the path after --key-file.',
      cause,
      details: { field: 'key-file' },
    });
  }
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new VouchError({
      code: 'key.readable_by_others',
      message: `${file} can be read by others.`,
      hint: `Run: chmod 600 ${file}`,
      details: { field: 'key-file', limit: 'mode 600' },
    });
  }
  return text;
}
