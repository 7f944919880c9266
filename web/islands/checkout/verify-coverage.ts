import { readContract } from 'viem/actions';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Offer } from '../../../protocol/offer.ts';
import { lockableUnits } from '../../../protocol/record.ts';
import { coverageOf } from '../../../protocol/split.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import type { PurchaseGroup } from './totals.ts';

const refused = (code: string, message: string, details: Record<string, string>): VouchError =>
  new VouchError({
    code,
    message,
    hint: 'Buy less, or wait until an open order of the shop is done.',
    details,
  });

/**
 * Checks that the shop's deposit can be locked behind a purchase, as the contract will.
 * @param offers of the group's lines, in their order
 * @throws VouchError `deposits.shop_suspended`, `deposits.above_exposure` when its record is too short for so much,
 * `deposits.insufficient` when too little is free
 */
export async function checkCoverage(
  client: WalletClient,
  chain: ChainProps,
  { lines }: PurchaseGroup,
  offers: readonly Offer[],
): Promise<void> {
  const [offer] = offers;
  if (offer === undefined) return;
  const { shop, token } = offer;
  const stake = await readContract(client, {
    address: contractAddress(chain.contracts, 'deposits'),
    abi: depositsAbi,
    functionName: 'stakeOf',
    args: [shop, token],
  });
  if (stake.suspendedTier !== 0)
    throw refused('deposits.shop_suspended', 'The shop may not sell until it tops up its deposit.', { shop, token });
  const needed = offers.reduce(
    (sum, { coverageBps }, index) => sum + coverageOf(lines[index]?.totalUnits ?? 0n, coverageBps),
    0n,
  );
  const taken = stake.lockedUnits + stake.unbondingUnits;
  const free = stake.stakedUnits > taken ? stake.stakedUnits - taken : 0n;
  const figures = { shop, freeUnits: free.toString(), neededUnits: needed.toString() };
  if (needed > free) {
    const message = `The order needs ${needed} of the deposit; ${free} are free.`;
    throw refused('deposits.insufficient', message, figures);
  }
  const lockable = lockableUnits(stake);
  if (stake.lockedUnits + needed > lockable) {
    const message = `Open orders may lock ${lockable} of the deposit; with this one they would lock more.`;
    throw refused('deposits.above_exposure', message, { ...figures, lockableUnits: lockable.toString() });
  }
}
