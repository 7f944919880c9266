import type { Abi } from 'viem';
import { courtAbi } from '../../protocol/abi/court.ts';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { discountsAbi } from '../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../protocol/abi/groups.ts';
import { hostsAbi } from '../../protocol/abi/hosts.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { referralsAbi } from '../../protocol/abi/referrals.ts';
import { reviewsAbi } from '../../protocol/abi/reviews.ts';
import { settingsAbi } from '../../protocol/abi/settings.ts';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { vaultAbi } from '../../protocol/abi/vault.ts';
import { emptyTables, keyOf, type Tables } from '../../protocol/model/tables.ts';
import type { Address } from '../../protocol/primitives.ts';
import { defaultParameters } from '../../scripts/deploy/defaults.ts';
import { addressesByNonce } from '../contracts/setup/addresses-by-nonce.ts';
import { type ActorName, actors } from './actors.ts';
import { encode, ethers, send, setCode } from './chain.ts';

/** A token whose issuer can block accounts, beside the demo dollar. */
const blockingAbi = [
  ...demoDollarAbi,
  {
    type: 'function',
    name: 'setBlocked',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'blocked', type: 'bool' },
    ],
    outputs: [],
  },
  { type: 'error', name: 'AccountBlocked', inputs: [{ name: 'account', type: 'address' }] },
] as const satisfies Abi;

export const abis = {
  settings: settingsAbi,
  vault: vaultAbi,
  shops: shopsAbi,
  deposits: depositsAbi,
  referrals: referralsAbi,
  groups: groupsAbi,
  discounts: discountsAbi,
  market: marketAbi,
  reviews: reviewsAbi,
  hosts: hostsAbi,
  court: courtAbi,
  demoDollar: demoDollarAbi,
  blocking: blockingAbi,
} as const satisfies Record<string, Abi>;
export type ContractName = keyof typeof abis;

/** Every error that a call can end with. */
export const errorAbi: Abi = [
  ...new Map(
    Object.values(abis)
      .flatMap((abi): Abi[number][] => [...abi])
      .flatMap((item) => (item.type === 'error' ? [[item.name, item] as const] : [])),
  ).values(),
];

export type Addresses = Pick<ReturnType<typeof addressesByNonce>, Exclude<ContractName, 'blocking'>> & {
  blocking: Address;
};
export interface Deployment {
  at: Addresses;
  tables: Tables;
}

const GENESIS = 2_000_000_000;
const HISTORY_OF_HASHES = '0x0000f90827f1c53a10cb7a02335b175320002935';
const MOST_DEMO_DOLLARS = 100_000_000_000n;
const PLENTY = 1n << 100n;
/** Has neither tokens nor allowances. */
const poor: readonly ActorName[] = ['admin', 'treasury', 'beggar'];

/** Creates all contracts with two tokens and gives almost everyone both; the tables say the same. */
export async function deploy(): Promise<Deployment> {
  const [deployer] = await ethers.getSigners();
  if (deployer === undefined) throw new Error('the chain has no accounts');
  const planned = addressesByNonce({ deployer: actors.admin.address, firstNonce: await deployer.getNonce() });
  const create = async (name: string, args: readonly unknown[] = []): Promise<Address> => {
    const contract = await ethers.deployContract(name, [...args]);
    return (await contract.getAddress()).toLowerCase() as Address;
  };
  await create('AccessManager', [actors.admin.address]);
  await create('Settings', [planned.accessManager, actors.treasury.address, defaultParameters]);
  await create('Vault', [planned.settings, planned.market, planned.deposits, planned.court]);
  await create('Shops');
  await create('Deposits', [planned.settings, planned.vault, planned.market]);
  await create('Referrals');
  await create('Groups', [planned.market]);
  await create('Discounts', [planned.shops, planned.market]);
  await create('Market', [planned]);
  await create('Reviews', [planned.market]);
  await create('Hosts');
  await create('Court', [planned]);
  await create('DemoDollar');
  const at: Addresses = { ...planned, blocking: await create('BlockingToken') };
  // The chain has no contract that keeps old block hashes; one without an answer means the same as a hash forgotten.
  await setCode(HISTORY_OF_HASHES, '0x00');
  const tables = emptyTables(defaultParameters, actors.treasury.address);
  await giveTokens(at, tables);
  return { at, tables };
}

async function giveTokens(at: Addresses, tables: Tables): Promise<void> {
  const mintAbi = [
    {
      type: 'function',
      name: 'mint',
      stateMutability: 'nonpayable',
      inputs: [
        { name: 'to', type: 'address' },
        { name: 'units', type: 'uint256' },
      ],
      outputs: [],
    },
  ] as const;
  let time = GENESIS;
  const sendAs = async (from: Address, to: Address, data: `0x${string}`) => {
    time += 1;
    const refusal = await send({ from, to, data, at: time });
    if (refusal !== undefined) throw new Error(`the fixture was refused: ${refusal}`);
  };
  for (const [name, { address }] of Object.entries(actors)) {
    if (poor.includes(name as ActorName)) continue;
    for (let minted = 0; minted < 10; minted += 1) {
      await sendAs(address, at.demoDollar, encode(demoDollarAbi, 'mint', [MOST_DEMO_DOLLARS / 10n]));
    }
    await sendAs(address, at.blocking, encode(mintAbi, 'mint', [address, PLENTY]));
    tables.balances.set(keyOf(at.demoDollar, address), MOST_DEMO_DOLLARS);
    tables.balances.set(keyOf(at.blocking, address), PLENTY);
    for (const token of [at.demoDollar, at.blocking]) {
      for (const spender of [at.market, at.deposits, at.court]) {
        await sendAs(address, token, encode(demoDollarAbi, 'approve', [spender, 2n ** 256n - 1n]));
        tables.allowances.set(keyOf(token, address, spender), true);
      }
    }
  }
}
