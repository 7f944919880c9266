import type { Abi, LocalAccount } from 'viem';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { type Alliance, allianceTypedData } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { PastChain } from './past-chain.ts';

interface LoyaltyOptions {
  past: PastChain;
  chainId: number;
  discounts: Address;
  token: Address;
  /** The shop whose points the other takes as well. */
  issuer: LocalAccount;
  acceptor: LocalAccount;
  /** Unix seconds until which they are allies. */
  validUntil: number;
  nextSecond(): number;
}

/** Points per unit paid, and the most that they take off a price: 5 % back, at most 30 % off. */
const PROGRAM = [500, 3_000] as const;
/** A point of the issuer is worth four fifths at its ally, for at most a fifth of a price. */
const ALLIANCE = { rateBps: 8_000, maxDiscountBps: 2_000, capPoints: 500_000_000n } as const;

/** Two shops give loyalty points, and one takes those of the other. */
export async function startLoyalty({ past, chainId, discounts, token, issuer, acceptor, ...times }: LoyaltyOptions) {
  const call = { address: discounts, abi: discountsAbi as Abi };
  const programs = [issuer, acceptor].map((from) => ({
    ...call,
    from,
    functionName: 'setProgram',
    args: [token, ...PROGRAM],
  }));
  const alliance: Alliance = {
    issuer: issuer.address,
    acceptor: acceptor.address,
    token,
    ...ALLIANCE,
    validUntil: BigInt(times.validUntil),
  };
  const signature = await issuer.signTypedData(allianceTypedData(chainId, discounts, alliance));
  await past.mine(times.nextSecond(), [
    ...programs,
    { ...call, from: acceptor, functionName: 'makeAlliance', args: [alliance, signature] },
  ]);
}
