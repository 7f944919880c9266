import type { Abi, LocalAccount } from 'viem';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { digestOf } from '../../../protocol/block.ts';
import type { ContractAddresses } from '../../../protocol/deployment.ts';
import {
  buyerMailboxTypedData,
  type MailboxKey,
  mailboxKeyFromSignature,
  mailboxTypedData,
} from '../../../protocol/mailbox-key.ts';
import type { MessagePlace } from '../../../protocol/message-typed-data.ts';
import { type Address, addressSchema, type Hex, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Persona } from '../shop-content.ts';
import type { PastCall, PastChain } from './past-chain.ts';
import type { ShopStock } from './shop-stock.ts';

const DOLLAR = 1_000_000n;
const ALLOWANCE = (1n << 255n) - 1n;
/** What each shop of the demo market stakes, by its place in the list. */
const STAKES = [6_000n, 4_500n, 9_000n, 2_500n, 1_500n, 3_000n];

interface Options {
  past: PastChain;
  contracts: ContractAddresses & { demoDollar: Address };
  chainId: number;
}

/** Gives everybody money: buyers to spend, sellers to stake. */
export async function fundPeople(
  { past, contracts }: Options,
  accounts: readonly LocalAccount[],
  nextSecond: () => number,
): Promise<void> {
  const dollar = { address: contracts.demoDollar, abi: demoDollarAbi as Abi };
  for (const account of accounts) {
    const calls: PastCall[] = [
      ...[1, 2].map(() => ({ ...dollar, from: account, functionName: 'mint', args: [10_000n * DOLLAR] })),
      { ...dollar, from: account, functionName: 'approve', args: [contracts.market, ALLOWANCE] },
      { ...dollar, from: account, functionName: 'approve', args: [contracts.deposits, ALLOWANCE] },
      { ...dollar, from: account, functionName: 'approve', args: [contracts.court, ALLOWANCE] },
    ];
    await past.mine(nextSecond(), calls);
  }
}

/** The key that opens what is written to a shop, as the wallet of its owner makes it. */
export const mailboxOf = async (account: LocalAccount, { chainId, market }: MessagePlace): Promise<MailboxKey> => {
  const shop = addressSchema.parse(account.address);
  return mailboxKeyFromSignature(await account.signTypedData(mailboxTypedData({ chainId, market, shop, number: 1 })));
};

/** The key that opens what is written to a buyer, as the buyer's wallet makes it. */
export const buyerMailboxOf = async (account: LocalAccount, { chainId, market }: MessagePlace): Promise<MailboxKey> => {
  const buyer = addressSchema.parse(account.address);
  const asked = buyerMailboxTypedData({ chainId, market, buyer, number: 1 });
  return mailboxKeyFromSignature(await account.signTypedData(asked));
};

/** Opens the shops and puts down their deposits. */
export async function openShops(
  options: Options,
  stocks: readonly ShopStock[],
  nextSecond: () => number,
): Promise<void> {
  const { past, contracts, chainId } = options;
  for (const [index, { account, profile }] of stocks.entries()) {
    const { publicKey } = await mailboxOf(account, { chainId, market: contracts.market });
    const units = (STAKES[index % STAKES.length] ?? 1_000n) * DOLLAR;
    const noPermit = { token: contracts.demoDollar, units: 0n, deadline: 0n, v: 0, r: zeroBytes32, s: zeroBytes32 };
    await past.mine(nextSecond(), [
      {
        from: account,
        address: contracts.shops,
        abi: shopsAbi as Abi,
        functionName: 'open',
        args: [digestOf(profile.cid), publicKey],
      },
      {
        from: account,
        address: contracts.deposits,
        abi: depositsAbi as Abi,
        functionName: 'stake',
        args: [contracts.demoDollar, units, noPermit],
      },
    ]);
  }
}

/** Seats that each role takes in the court: jurors live from it, others help out. */
const SEATS: Partial<Record<Persona['role'], number>> = { juror: 8, buyer: 2, promoter: 2, arbitrator: 4 };

/** Lets people take seats in the court, long enough ago that they can be drawn. */
export async function takeSeats(
  { past, contracts }: Options,
  personas: readonly Persona[],
  accounts: ReadonlyMap<string, LocalAccount>,
  nextSecond: () => number,
): Promise<void> {
  const noPermit = { token: contracts.demoDollar, units: 0n, deadline: 0n, v: 0, r: zeroBytes32, s: zeroBytes32 };
  for (const { id, role } of personas) {
    const [from, seats] = [accounts.get(id), SEATS[role]];
    if (!from || seats === undefined) continue;
    await past.mine(nextSecond(), [
      {
        from,
        address: contracts.court,
        abi: courtAbi as Abi,
        functionName: 'takeSeats',
        args: [contracts.demoDollar, seats, noPermit],
      },
    ]);
  }
}

/** Registers the promoters, parents first. */
export async function registerPromoters(
  { past, contracts }: Options,
  personas: readonly Persona[],
  accounts: ReadonlyMap<string, LocalAccount>,
  nextSecond: () => number,
): Promise<void> {
  const promoters = personas
    .filter(({ role }) => role === 'promoter')
    .sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined));
  for (const { id, parent } of promoters) {
    const from = accounts.get(id);
    if (!from) throw new RangeError(`persona ${id} has no account`);
    const parentAddress: Hex = parent === undefined ? zeroAddress : (accounts.get(parent)?.address ?? zeroAddress);
    await past.mine(nextSecond(), [
      { from, address: contracts.referrals, abi: referralsAbi as Abi, functionName: 'register', args: [parentAddress] },
    ]);
  }
}
