import { z } from 'zod';
import { encodeBlockHeader } from '../../protocol/block-header.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { askChain, chainUnavailable } from './ask-chain.ts';

const answerSchema = z.object({ result: z.unknown() }).refine(({ result }) => result !== undefined);

/**
 * The RLP of a block's header, checked against the block's hash.
 * @param rpcUrls endpoints of the chain
 * @param block its number
 * @returns null while the chain has no such block
 * @throws VouchError `chain.unavailable`
 */
export async function headerOf(rpcUrls: readonly string[], block: number): Promise<Hex | null> {
  const params = [`0x${block.toString(16)}`, false];
  const answer = answerSchema.safeParse(
    await askChain(rpcUrls, { jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params }),
  );
  if (!answer.success) throw chainUnavailable('The chain refused to give a block.', answer.error);
  if (answer.data.result === null) return null;
  const header = encodeBlockHeader(answer.data.result);
  if (header.ok) return header.value;
  throw chainUnavailable(`The header of block ${block} cannot be encoded.`, header.error);
}
