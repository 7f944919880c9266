import type { AbiParameterToPrimitiveType, ContractEventName } from 'viem';
import { courtAbi } from '../../protocol/abi/court.ts';
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
import type { Hex } from '../../protocol/primitives.ts';

/** The contracts that are followed, by the name that a deployment gives them. */
export const followedAbis = {
  settings: settingsAbi,
  vault: vaultAbi,
  shops: shopsAbi,
  deposits: depositsAbi,
  referrals: referralsAbi,
  market: marketAbi,
  reviews: reviewsAbi,
  groups: groupsAbi,
  discounts: discountsAbi,
  hosts: hostsAbi,
  court: courtAbi,
} as const;

export type FollowedContract = keyof typeof followedAbis;
type EventName<Contract extends FollowedContract> = ContractEventName<(typeof followedAbis)[Contract]>;

/** Where an event stands in the chain. */
export interface EventPlace {
  block: number;
  /** Unix seconds of the block. */
  time: number;
  transaction: Hex;
  /** Position in the block. */
  log: number;
}

type EventInputs<Contract extends FollowedContract, Name> = Extract<
  (typeof followedAbis)[Contract][number],
  { type: 'event'; name: Name }
>['inputs'][number];

/** Arguments of an event by name; addresses and digests in lower case. */
export type EventArgs<Contract extends FollowedContract, Name extends EventName<Contract>> = {
  [Input in EventInputs<Contract, Name> as Input['name']]: AbiParameterToPrimitiveType<Input>;
};

/** A decoded event of any followed contract. */
export interface ChainEvent {
  contract: FollowedContract;
  name: string;
  args: Record<string, unknown>;
  place: EventPlace;
}

/** Turns each event of a contract into row changes, and does nothing else. */
export type Handlers<Contract extends FollowedContract, Context> = {
  [Name in EventName<Contract>]?: (args: EventArgs<Contract, Name>, place: EventPlace, context: Context) => void;
};
