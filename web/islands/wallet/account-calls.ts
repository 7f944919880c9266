import { erc20Abi } from 'viem';
import { readContract } from 'viem/actions';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { vaultAbi } from '../../../protocol/abi/vault.ts';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { CreditView } from '../../../protocol/api/status.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { createWalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';

/** What the account holds of each of the market's tokens, read through its wallet. */
export async function readBalances(
  chain: ChainProps,
  { wallet, account }: Connection,
): Promise<{ token: TokenView; units: bigint }[]> {
  const client = createWalletClient({ provider: wallet.provider, account, chainId: chain.chainId });
  return Promise.all(
    chain.tokens.map(async (token) => {
      const units = await readContract(client, {
        // Safety: the node's status is checked against its schema before it is sent.
        address: token.address as Address,
        abi: erc20Abi,
        functionName: 'balanceOf',
        args: [account],
      });
      return { token, units };
    }),
  );
}

/** Pays out a whole credit to its owner. */
export const withdrawCall = (chain: ChainProps, { token, owner, creditUnits }: CreditView): ContractCall => ({
  kind: 'withdraw',
  address: contractAddress(chain.contracts, 'vault'),
  abi: vaultAbi,
  functionName: 'withdraw',
  args: [token.address, owner, BigInt(creditUnits)],
  path: location.pathname,
});

/** Makes demo dollars for the caller. */
export const mintCall = (token: string, units: bigint): ContractCall => ({
  kind: 'mint',
  // Safety: the address of a token in the node's status.
  address: token as Address,
  abi: demoDollarAbi,
  functionName: 'mint',
  args: [units],
  path: location.pathname,
});
