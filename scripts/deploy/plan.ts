import { type Abi, encodeDeployData, encodeFunctionData, getContractAddress } from 'viem';
import { accessManagerAbi } from '../../protocol/abi/access-manager.ts';
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
import type { ContractAddresses } from '../../protocol/deployment.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import bytecode from './bytecode.generated.json' with { type: 'json' };
import { defaultParameters, demoDollarJurorTerms, demoDollarTerms } from './defaults.ts';

/** Contracts in the order of their creation: each position is a nonce, and so an address. */
const contractOrder = [
  'accessManager',
  'settings',
  'vault',
  'shops',
  'deposits',
  'referrals',
  'groups',
  'discounts',
  'market',
  'reviews',
  'hosts',
  'court',
  'demoDollar',
] as const satisfies (keyof ContractAddresses)[];

/** All addresses, the demo dollar's too. */
export type PlannedAddresses = Required<ContractAddresses>;

export interface Step {
  /** What the step does, for the log. */
  name: string;
  /** Absent when the step creates a contract. */
  to?: Address;
  data: Hex;
  gas: bigint;
}

export interface PlanOptions {
  deployer: Address;
  /** Nonce of the first transaction: with the deployer it decides every address. */
  firstNonce: number;
  /** Who may change parameters, after the delay. */
  admin: Address;
  /** Who may collect the fees. */
  treasury: Address;
  changeDelaySeconds: number;
  demoDollar: boolean;
}

const lower = (address: Address): Address => address.toLowerCase() as Address;

/** The addresses of a deployment. Market, vault and deposits name each other, so all are known before the first exists. */
export const planAddresses = ({
  deployer,
  firstNonce,
}: Pick<PlanOptions, 'deployer' | 'firstNonce'>): PlannedAddresses => {
  const entries = contractOrder.map((name, position) => [
    name,
    lower(getContractAddress({ from: deployer, nonce: BigInt(firstNonce + position) })),
  ]);
  // Safety: the entries have exactly the names of the type.
  return Object.fromEntries(entries) as PlannedAddresses;
};

/** Gas that creating a contract surely fits in: code deposit, calldata and execution. */
const creationGas = (data: Hex): bigint => 600_000n + BigInt(data.length / 2) * 260n;

const create = (name: keyof typeof bytecode, abi: Abi, args: readonly unknown[]): Step => {
  // Safety: the export writes 0x-prefixed hex.
  const data = encodeDeployData({ abi, bytecode: bytecode[name] as Hex, args });
  return { name: `create ${name}`, data, gas: creationGas(data) };
};

/**
 * Every transaction of a deployment, one nonce each, in order.
 * @param options who deploys, who administers, and whether the demo dollar is wanted
 */
export const planSteps = (options: PlanOptions): Step[] => {
  const { deployer, admin, treasury, changeDelaySeconds } = options;
  const at = planAddresses(options);
  const wiring = {
    settings: at.settings,
    vault: at.vault,
    shops: at.shops,
    deposits: at.deposits,
    referrals: at.referrals,
    groups: at.groups,
    discounts: at.discounts,
  };
  const steps = [
    create('AccessManager', accessManagerAbi, [deployer]),
    create('Settings', settingsAbi, [at.accessManager, treasury, defaultParameters]),
    create('Vault', vaultAbi, [at.settings, at.market, at.deposits, at.court]),
    create('Shops', shopsAbi, []),
    create('Deposits', depositsAbi, [at.settings, at.vault, at.market]),
    create('Referrals', referralsAbi, []),
    create('Groups', groupsAbi, [at.market]),
    create('Discounts', discountsAbi, [at.shops, at.market]),
    create('Market', marketAbi, [wiring]),
    create('Reviews', reviewsAbi, [at.market]),
    create('Hosts', hostsAbi, []),
    create('Court', courtAbi, [{ settings: at.settings, vault: at.vault, market: at.market }]),
  ];
  const manage = (name: string, functionName: 'grantRole' | 'renounceRole', args: readonly unknown[]): Step => ({
    name,
    to: at.accessManager,
    data: encodeFunctionData({ abi: accessManagerAbi as Abi, functionName, args }),
    gas: 200_000n,
  });
  if (options.demoDollar) {
    steps.push(create('DemoDollar', demoDollarAbi, []), {
      name: 'accept the demo dollar',
      to: at.settings,
      data: encodeFunctionData({ abi: settingsAbi, functionName: 'setToken', args: [at.demoDollar, demoDollarTerms] }),
      gas: 200_000n,
    });
    steps.push({
      name: 'let jurors stake demo dollars',
      to: at.settings,
      data: encodeFunctionData({
        abi: settingsAbi,
        functionName: 'setJurorTerms',
        args: [at.demoDollar, demoDollarJurorTerms],
      }),
      gas: 200_000n,
    });
  }
  const administrator = 0n;
  steps.push(manage('delay changes', 'grantRole', [administrator, admin, changeDelaySeconds]));
  if (lower(admin) !== lower(deployer)) {
    steps.push(manage('give up administration', 'renounceRole', [administrator, deployer]));
  }
  return steps;
};
