import { createPublicClient, http } from 'viem';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { encodeBlockHeader } from '../../../protocol/block-header.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';

/**
 * The header of the block that decides the first draw of a case.
 * @throws VouchError `demo.draw_block_missing` when the chain has not come so far
 */
export async function drawHeader(rpcUrl: string, court: Address, orderId: Hex): Promise<Hex> {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const { drawBlock } = await client.readContract({
    address: court,
    abi: courtAbi,
    functionName: 'roundOf',
    args: [orderId, 0],
  });
  const block = await client.request({
    method: 'eth_getBlockByNumber',
    params: [`0x${drawBlock.toString(16)}`, false],
  });
  const header = encodeBlockHeader(block);
  if (header.ok) return header.value;
  throw new VouchError({ code: 'demo.draw_block_missing', message: `There is no block ${drawBlock} to draw from.` });
}
