import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { type Address, zeroAddress } from '../../../protocol/primitives.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import type { ChainProps } from '../props.ts';

/** Registers the caller as a promoter, for ever under `parent` or under nobody. */
export const registerCall = (chain: ChainProps, parent: Address | null): ContractCall => ({
  kind: 'register',
  address: contractAddress(chain.contracts, 'referrals'),
  abi: referralsAbi,
  functionName: 'register',
  args: [parent ?? zeroAddress],
  path: '/promote',
});
