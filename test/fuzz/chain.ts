import { network } from 'hardhat';
import { type Abi, decodeErrorResult, encodeFunctionData, type Hex, keccak256, numberToHex } from 'viem';
import type { Address } from '../../protocol/primitives.ts';

const { provider, ethers } = await network.create();

export { ethers, provider };

const GAS = '0xfc0000';
/** Enough for a call that writes a few words; a block has room for a hundred of them. */
const SMALL_GAS = '0x3d090';
const hex = (value: number | bigint): Hex => `0x${value.toString(16)}`;

/** A block as far as the fuzzer needs it; `raw` has every field of its header. */
export interface Block {
  number: number;
  timestamp: number;
  hash: Hex;
  mixHash: Hex;
  raw: Record<string, Hex>;
}

const request = (method: string, params: unknown[] = []): Promise<unknown> => provider.request({ method, params });

export async function blockAt(number: number | 'latest'): Promise<Block> {
  const tag = number === 'latest' ? number : hex(number);
  // Safety: the chain answers with a block for every number that was mined.
  const raw = (await request('eth_getBlockByNumber', [tag, false])) as Record<string, Hex>;
  return {
    number: Number(raw.number),
    timestamp: Number(raw.timestamp),
    hash: raw.hash as Hex,
    mixHash: raw.mixHash as Hex,
    raw,
  };
}

export const takeSnapshot = (): Promise<unknown> => request('evm_snapshot');
export const revertTo = (snapshot: unknown): Promise<unknown> => request('evm_revert', [snapshot]);
export const mine = (blocks: number): Promise<unknown> => request('hardhat_mine', [hex(blocks), hex(1)]);
export const setCode = (at: Address, code: Hex): Promise<unknown> => request('hardhat_setCode', [at, code]);

/** Everything that was logged, in order. */
export const allLogs = (fromBlock: number): Promise<unknown> =>
  request('eth_getLogs', [{ fromBlock: hex(fromBlock), toBlock: 'latest' }]);

/** The data of a revert, when the error is one. */
function revertOf(error: unknown): Hex | undefined {
  const { data } = error as { data?: unknown };
  const found = data !== null && typeof data === 'object' && 'data' in data ? data.data : data;
  return typeof found === 'string' && found.startsWith('0x') ? (found as Hex) : undefined;
}

/** Mines one transaction in a block of this time. @returns the data of its revert, or nothing when it was accepted */
export async function send(options: { from: Address; to: Address; data: Hex; at: number }): Promise<Hex | undefined> {
  await request('evm_setNextBlockTimestamp', [hex(options.at)]);
  const { from, to, data } = options;
  try {
    await request('eth_sendTransaction', [{ from, to, data, gas: GAS }]);
    return undefined;
  } catch (error) {
    const refused = revertOf(error);
    if (refused === undefined) throw error;
    return refused;
  }
}

/**
 * Mines calls of as many accounts, whose keys nobody has and who pay no fee, in one block of this time.
 * @returns how much was logged: a call that is refused says nothing
 */
export async function sendTogether(
  calls: readonly { from: Address; to: Address; data: Hex }[],
  at: number,
): Promise<number> {
  await request('evm_setAutomine', [false]);
  await request('hardhat_setNextBlockBaseFeePerGas', [hex(0)]);
  for (const call of calls) {
    await request('hardhat_impersonateAccount', [call.from]);
    await request('eth_sendTransaction', [{ ...call, gas: SMALL_GAS, gasPrice: hex(0) }]);
  }
  await request('evm_setNextBlockTimestamp', [hex(at)]);
  await request('evm_mine');
  await request('evm_setAutomine', [true]);
  // Safety: the chain answers with a list.
  return ((await request('eth_getLogs', [{ fromBlock: 'latest', toBlock: 'latest' }])) as unknown[]).length;
}

export const callRaw = async (to: Address, data: Hex): Promise<Hex> =>
  (await request('eth_call', [{ to, data }, 'latest'])) as Hex;

/** The name of a custom error, or of Solidity's own. */
export function errorName(abi: Abi, data: Hex): string {
  try {
    return decodeErrorResult({ abi, data }).errorName;
  } catch {
    return `unknown error ${data.slice(0, 10)}`;
  }
}

export const encode = (abi: Abi, functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args });
/** Decides the randomness of the next block by its number, so that a sequence plays the same again. */
export const setRandomness = (block: number): Promise<unknown> =>
  request('hardhat_setPrevRandao', [keccak256(numberToHex(block))]);
