import { BaseError, type Client, encodeFunctionData, isHex, RpcRequestError } from 'viem';
import { getCode } from 'viem/actions';
import { bytesToHex } from 'viem/utils';
import { ERC1271_ACCEPTED, erc1271Abi } from '../../protocol/erc1271.ts';
import type { SignedDigest } from '../../protocol/signatures.ts';
import type { ContractSignature } from '../p2p/ports.ts';
import { chainUnavailable } from './ask-chain.ts';

/** The answer as the market contract compares it: a whole word. */
const YES = `${ERC1271_ACCEPTED}${'0'.repeat(56)}`;
/** JSON-RPC's code for a call that was reverted. */
const REVERTED = 3;

/**
 * Asks an account whether a signature is its own (ERC-1271).
 * @throws VouchError `chain.unavailable`, and viem's errors of an endpoint that does not answer
 */
export async function askContractSignature(
  client: Client,
  { signer, digest, signature }: SignedDigest,
): Promise<ContractSignature> {
  const code = await getCode(client, { address: signer });
  if (code === undefined || code === '0x') return 'no_contract';
  const data = encodeFunctionData({ abi: erc1271Abi, args: [digest, bytesToHex(signature)] });
  let answer: unknown;
  try {
    answer = await client.request({ method: 'eth_call', params: [{ to: signer, data }, 'latest'] });
  } catch (error) {
    if (isNo(error)) return 'invalid';
    throw error;
  }
  if (!isHex(answer)) throw chainUnavailable('The chain answered a call with something that is no data.');
  return answer.slice(0, YES.length).toLowerCase() === YES ? 'valid' : 'invalid';
}

/** A contract that fails says no; an endpoint that does not answer says nothing. */
function isNo(error: unknown): boolean {
  const refusal = error instanceof BaseError ? error.walk((cause) => cause instanceof RpcRequestError) : null;
  if (!(refusal instanceof RpcRequestError)) return false;
  return (
    refusal.code === REVERTED ||
    /revert|out of gas|invalid (opcode|jump)|stack ?(under|over)flow/i.test(refusal.details)
  );
}
