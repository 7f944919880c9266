import type { Client } from 'viem';
import { bytesToHex } from 'viem';
import { getCode, readContract } from 'viem/actions';
import { ERC1271_ACCEPTED, erc1271Abi } from '../../protocol/erc1271.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';

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
    return answer === ERC1271_ACCEPTED;
  } catch {
    // A contract without the function, or one that reverts for a wrong signature: either way it did not accept it.
    return false;
  }
}
