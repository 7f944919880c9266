import { readContract } from 'viem/actions';
import { settingsAbi } from '../../../../protocol/abi/settings.ts';
import type { TokenView } from '../../../../protocol/api/common.ts';
import type { Address } from '../../../../protocol/primitives.ts';
import { createWalletClient } from '../../../wallet/client.ts';
import { contractAddress } from '../../../wallet/contracts.ts';
import type { Connection } from '../../../wallet/session.ts';
import type { ChainProps } from '../../props.ts';
import { readBalances } from '../../wallet/account-calls.ts';

/** What bounds a first deposit. Amounts in token units. */
export interface DepositTerms {
  /** With less, no node carries the shop. */
  leastUnits: bigint;
  balanceUnits: bigint;
}

/** Asks the chain for the least deposit in a token, and for what the account has. */
export async function readDepositTerms(
  chain: ChainProps,
  token: TokenView,
  connection: Connection,
): Promise<DepositTerms> {
  const { wallet, account } = connection;
  const client = createWalletClient({ provider: wallet.provider, account, chainId: chain.chainId });
  const [terms, balances] = await Promise.all([
    readContract(client, {
      address: contractAddress(chain.contracts, 'settings'),
      abi: settingsAbi,
      functionName: 'tokenTerms',
      // Safety: the node's status is checked against its schema before it is sent.
      args: [token.address as Address],
    }) as Promise<{ minStakeUnits: bigint }>,
    readBalances(chain, connection),
  ]);
  return {
    leastUnits: terms.minStakeUnits,
    balanceUnits: balances.find((each) => each.token.address === token.address)?.units ?? 0n,
  };
}
