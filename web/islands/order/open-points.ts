import { readContract } from 'viem/actions';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { pointsEarned } from '../../../protocol/points.ts';
import { addressSchema, bytes32Schema, unitsSchema } from '../../../protocol/primitives.ts';
import { createWalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';

/**
 * Points that a completed order earns and that nobody collected.
 * @returns zero when the shop gives none, or they were collected
 */
export async function openPoints(parts: {
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
}): Promise<bigint> {
  const { chain, order, connection } = parts;
  const { provider } = connection.wallet;
  const client = createWalletClient({ provider, account: connection.account, chainId: chain.chainId });
  const discounts = { address: contractAddress(chain.contracts, 'discounts'), abi: discountsAbi } as const;
  const [{ earnBps }, claimed] = await Promise.all([
    readContract(client, {
      ...discounts,
      functionName: 'programOf',
      args: [addressSchema.parse(order.shop), addressSchema.parse(order.terms.token)],
    }),
    readContract(client, { ...discounts, functionName: 'pointsClaimed', args: [bytes32Schema.parse(order.id)] }),
  ]);
  return claimed ? 0n : pointsEarned(unitsSchema.parse(order.totalUnits), earnBps);
}
