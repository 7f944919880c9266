import { readContract } from 'viem/actions';
import { courtAbi } from '../../../protocol/abi/court.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Allowance } from '../../wallet/permit.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';

/** What the court takes money for. */
export type PaidStep = 'open_case' | 'appeal';

interface CostParts {
  chain: ChainProps;
  order: OrderDetail;
  step: PaidStep;
}

const costWith = (client: WalletClient, { chain, order, step }: CostParts): Promise<bigint> =>
  readContract(client, {
    address: contractAddress(chain.contracts, 'court'),
    abi: courtAbi,
    functionName: step === 'open_case' ? 'arbitrationCost' : 'appealCost',
    args: [orderFromView(order.terms)],
  });

/** What a case or an appeal costs now, in units of the order's token, as the court itself says through the wallet. */
export const readCost = (parts: CostParts & { connection: Connection }): Promise<bigint> => {
  const { wallet, account } = parts.connection;
  return costWith(createWalletClient({ provider: wallet.provider, account, chainId: parts.chain.chainId }), parts);
};

/** The allowance that the court needs: exactly its cost. */
export const costAllowance = async (client: WalletClient, parts: CostParts): Promise<Allowance> => ({
  token: addressSchema.parse(parts.order.terms.token),
  spender: contractAddress(parts.chain.contracts, 'court'),
  units: await costWith(client, parts),
});
