import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils';
import type { Client } from 'viem';
import { getCode } from 'viem/actions';
import { VouchError } from '../../../protocol/errors.ts';
import { type PlainKey, plainKeyFromSecret } from '../../../protocol/plain-key.ts';
import type { Address } from '../../../protocol/primitives.ts';

const KEY = 'vouch.device-key';
/** Code of an account that a plain key still signs for (EIP-7702). */
const DELEGATED = '0xef0100';

/**
 * The key of this browser for an account that cannot sign the same twice, such as a contract. It signs in the account's
 * place where keys are made of a signature; for the account it may sign nothing.
 */
export interface DeviceKeys {
  find: (account: Address) => PlainKey | undefined;
  /** Gives the key that is kept for the account, or makes one. */
  make: (account: Address) => PlainKey;
  /** What carries the key to another browser: secret. */
  codeOf: (account: Address) => string | undefined;
  /**
   * Keeps the key of another browser in the place of this one's.
   * @param code from `codeOf` there
   * @throws VouchError `mailbox.code_invalid`
   */
  take: (account: Address, code: string) => void;
}

/** @param storage localStorage */
export function createDeviceKeys(storage: Pick<Storage, 'getItem' | 'setItem'>): DeviceKeys {
  const nameOf = (account: Address) => `${KEY}.${account}`;
  const codeOf = (account: Address): string | undefined => {
    const kept = storage.getItem(nameOf(account));
    return kept !== null && isCode(kept) ? kept : undefined;
  };
  const find = (account: Address): PlainKey | undefined => {
    const code = codeOf(account);
    return code === undefined ? undefined : plainKeyFromSecret(hexToBytes(code));
  };
  return {
    find,
    codeOf,
    make: (account) => {
      const kept = find(account);
      if (kept !== undefined) return kept;
      const secret = randomBytes(32);
      storage.setItem(nameOf(account), bytesToHex(secret));
      return plainKeyFromSecret(secret);
    },
    take: (account, code) => {
      const wanted = code.trim().toLowerCase();
      if (!isCode(wanted)) {
        throw new VouchError({
          code: 'mailbox.code_invalid',
          message: 'This is not the code of a key: it has 64 digits from 0 to 9 and a to f.',
          hint: 'Copy the whole code in the browser that has the key.',
          details: { field: 'code', limit: '64 hexadecimal digits' },
        });
      }
      storage.setItem(nameOf(account), wanted);
    },
  };
}

const isCode = (text: string): boolean => /^[0-9a-f]{64}$/.test(text) && !/^0+$/.test(text);

/** True for an account of code alone: there is no plain key whose signatures would make the same key again. */
export async function isContractAccount(client: Client, account: Address): Promise<boolean> {
  const code = await getCode(client, { address: account });
  return code !== undefined && code !== '0x' && !code.startsWith(DELEGATED);
}
