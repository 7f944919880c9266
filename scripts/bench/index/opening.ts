import { maxUint256 } from 'viem';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { Deployment } from '../../../protocol/deployment.ts';
import { type Address, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import { type Act, type ChainClock, personAt } from './chain-clock.ts';
import { type BenchShop, makeShop } from './market-people.ts';

const SHOPS = 40;
const BUYERS = 2_000;
const PROMOTERS = 200;
/** Promoters who were brought by nobody, and who brought the others. */
const FIRST_PROMOTERS = 70;
const MINTED_UNITS = 10_000_000_000n;
const STAKE_MINTS = 5;
const ACTS_PER_BLOCK = 400;
const VALID_SECONDS = 29 * 86_400;

/** Everyone who trades. */
export interface Market {
  deployment: Deployment;
  token: Address;
  shops: BenchShop[];
  buyers: Address[];
  promoters: Address[];
  hosts: Address[];
}

const noPermit = { token: zeroAddress, units: 0n, deadline: 0n, v: 0, r: zeroBytes32, s: zeroBytes32 };
const many = (group: number, count: number) => Array.from({ length: count }, (_, index) => personAt(group, index));

/** Opens shops with deposits and points, registers promoters, and gives buyers money. */
export async function openMarket(clock: ChainClock, deployment: Deployment): Promise<Market> {
  const { contracts } = deployment;
  const token = contracts.demoDollar ?? zeroAddress;
  const validUntil = clock.time() + VALID_SECONDS;
  const shops = await Promise.all(
    Array.from({ length: SHOPS }, (_, number) => makeShop(number, deployment, validUntil)),
  );
  const market: Market = {
    deployment,
    token,
    shops,
    buyers: many(1, BUYERS),
    promoters: many(2, PROMOTERS),
    hosts: many(3, 10),
  };
  const mint = (from: Address): Act => ({
    from,
    to: token,
    abi: demoDollarAbi,
    functionName: 'mint',
    args: [MINTED_UNITS],
  });
  const approve = (from: Address, spender: Address): Act => ({
    from,
    to: token,
    abi: demoDollarAbi,
    functionName: 'approve',
    args: [spender, maxUint256],
  });
  const register = (from: Address, parent: Address): Act => ({
    from,
    to: contracts.referrals,
    abi: referralsAbi,
    functionName: 'register',
    args: [parent],
  });
  const first = market.promoters.slice(0, FIRST_PROMOTERS);
  const rest = market.promoters.slice(FIRST_PROMOTERS);
  const acts: Act[] = [
    ...shops.flatMap(({ address: from }) => [
      { from, to: contracts.shops, abi: shopsAbi, functionName: 'open', args: [zeroBytes32, `0x${'09'.repeat(32)}`] },
      ...Array.from({ length: STAKE_MINTS }, () => mint(from)),
      approve(from, contracts.deposits),
      {
        from,
        to: contracts.deposits,
        abi: depositsAbi,
        functionName: 'stake',
        args: [token, MINTED_UNITS * BigInt(STAKE_MINTS) - MINTED_UNITS, noPermit],
      },
      { from, to: contracts.discounts, abi: discountsAbi, functionName: 'setProgram', args: [token, 300, 2_000] },
    ]),
    ...market.buyers.flatMap((buyer) => [mint(buyer), approve(buyer, contracts.market)]),
    ...first.map((promoter) => register(promoter, zeroAddress)),
  ];
  for (let at = 0; at < acts.length; at += ACTS_PER_BLOCK) await clock.mine(acts.slice(at, at + ACTS_PER_BLOCK));
  await clock.mine(rest.map((promoter, index) => register(promoter, first[index % first.length] ?? zeroAddress)));
  return market;
}
