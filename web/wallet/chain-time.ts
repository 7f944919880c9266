import { getBlock } from 'viem/actions';
import type { WalletClient } from './client.ts';

/**
 * The time at which the next block will judge: that of the newest block, or of this device's clock where the chain was
 * idle since.
 * @returns Unix seconds
 */
export async function chainTime(client: WalletClient): Promise<number> {
  const { timestamp } = await getBlock(client);
  return Math.max(Number(timestamp), Math.floor(Date.now() / 1_000));
}
