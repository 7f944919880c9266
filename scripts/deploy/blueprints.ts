import { type Abi, encodeDeployData } from 'viem';
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
import type { ContractKey } from './addresses.ts';
import { type CompiledName, compiled } from './compiled.ts';
import type { Parameters } from './config.ts';

/** What the first settings say. */
export interface FirstState {
  /** Administers until everything is set up. */
  account: Address;
  /** Who may collect the fees. */
  treasury: Address;
  parameters: Parameters;
}

/** How one contract of a deployment is made, and what its immutables must say. */
export interface Blueprint {
  /** Name of the contract in the sources. */
  name: CompiledName;
  abi: Abi;
  args: (first: FirstState) => readonly unknown[];
  /** The contracts that its immutables name. */
  wiring: Partial<ContractAddresses>;
  /** Name of its EIP-712 domain; the version is 1. */
  domain?: string;
}

/** The contracts of a deployment at these addresses. */
export function blueprints(at: ContractAddresses): Record<ContractKey, Blueprint> {
  const alone = { args: () => [], wiring: {} };
  const ofMarket = { args: () => [at.market], wiring: { market: at.market } };
  const { settings, vault, market, deposits, court, shops, referrals, groups, discounts } = at;
  const marketWiring = { settings, vault, shops, deposits, referrals, groups, discounts };
  const courtWiring = { settings, vault, market };
  return {
    accessManager: { name: 'AccessManager', abi: accessManagerAbi, args: ({ account }) => [account], wiring: {} },
    settings: {
      name: 'Settings',
      abi: settingsAbi,
      args: ({ treasury, parameters }) => [at.accessManager, treasury, parameters],
      wiring: {},
    },
    vault: {
      name: 'Vault',
      abi: vaultAbi,
      args: () => [settings, market, deposits, court],
      wiring: { settings, market, deposits, court },
    },
    shops: { name: 'Shops', abi: shopsAbi, ...alone },
    deposits: {
      name: 'Deposits',
      abi: depositsAbi,
      args: () => [settings, vault, market],
      wiring: { settings, vault, market },
    },
    referrals: { name: 'Referrals', abi: referralsAbi, ...alone },
    groups: { name: 'Groups', abi: groupsAbi, ...ofMarket },
    discounts: {
      name: 'Discounts',
      abi: discountsAbi,
      args: () => [shops, market],
      wiring: { shops, market },
      domain: 'Vouch',
    },
    market: { name: 'Market', abi: marketAbi, args: () => [marketWiring], wiring: marketWiring, domain: 'Vouch' },
    reviews: { name: 'Reviews', abi: reviewsAbi, ...ofMarket },
    hosts: { name: 'Hosts', abi: hostsAbi, ...alone },
    court: { name: 'Court', abi: courtAbi, args: () => [courtWiring], wiring: courtWiring },
    demoDollar: { name: 'DemoDollar', abi: demoDollarAbi, ...alone, domain: 'Demo Dollar' },
  };
}

/** Creation code of a contract with the arguments of its constructor. */
export const initCodeOf = ({ name, abi, args }: Blueprint, first: FirstState): Hex =>
  encodeDeployData({ abi, bytecode: compiled(name).creation, args: args(first) });
