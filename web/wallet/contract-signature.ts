import type { Client } from 'viem';
import { bytesToHex } from 'viem';
import { getCode, readContract } from 'viem/actions';
import type { Address, Hex } from '../../protocol/primitives.ts';

/** Answer of a contract that accepts a signature (ERC-1271). */
const ACCEPTED = '0x1626ba7e';

const erc1271Abi = [
  {
    type: 'function',
    name: 'isValidSignature',
    stateMutability: 'view',
    inputs: [
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    outputs: [{ name: 'answer', type: 'bytes4' }],
  },
] as const;

/**
 * Asks an account with code whether it signed (ERC-1271).
 * @returns false for an account without code and for one that refuses
 */
export async function verifyByContract(
  client: Client,
  { signer, digest, signature }: { signer: Address; digest: Hex; signature: Uint8Array },
): Promise<boolean> {
  const code = await getCode(client, { address: signer });
  if (code === undefined || code === '0x') return false;
  try {
    const answer = await readContract(client, {
      address: signer,
      abi: erc1271Abi,
      functionName: 'isValidSignature',
      args: [digest, bytesToHex(signature)],
    });
    return answer === ACCEPTED;
  } catch {
    // A contract without the function, or one that reverts for a wrong signature: either way it did not accept it.
    return false;
  }
}
