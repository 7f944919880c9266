import { readContract } from 'viem/actions';
import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { commissionOf } from './line-price.ts';
import type { PricedLine, PurchaseGroup } from './totals.ts';

/**
 * Finds which promoters of the lines the contract accepts. The others are left out: a wrong link must not stop a sale.
 * @returns the promoter of a line, or null
 */
export async function acceptedPromoters(
  client: WalletClient,
  chain: ChainProps,
  groups: readonly PurchaseGroup[],
): Promise<(line: PricedLine) => Address | null> {
  const buyer = client.account.address.toLowerCase();
  const accepted = new Map<string, Address>();
  const named = new Set(groups.flatMap(({ lines }) => lines.map(({ line }) => line.promoter)));
  for (const promoter of named) {
    const parsed = addressSchema.safeParse(promoter);
    if (promoter === null || !parsed.success || parsed.data === buyer) continue;
    const [registered] = await readContract(client, {
      address: contractAddress(chain.contracts, 'referrals'),
      abi: referralsAbi,
      functionName: 'promoterOf',
      args: [parsed.data],
    });
    if (registered) accepted.set(promoter, parsed.data);
  }
  return ({ line, detail, variant }) => {
    const promoter = line.promoter === null ? undefined : accepted.get(line.promoter);
    return promoter === undefined || promoter === detail.shop || commissionOf({ line, variant }) === 0
      ? null
      : promoter;
  };
}
