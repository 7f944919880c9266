import type { HandlerContext } from './context.ts';
import { courtHandlers } from './court.ts';
import { depositsHandlers } from './deposits.ts';
import { discountsHandlers } from './discounts.ts';
import type { ChainEvent, EventPlace, FollowedContract } from './events.ts';
import { groupsHandlers } from './groups.ts';
import { hostsHandlers } from './hosts.ts';
import { marketHandlers } from './market.ts';
import { referralsHandlers } from './referrals.ts';
import { reviewsHandlers } from './reviews.ts';
import { settingsHandlers } from './settings.ts';
import { shopsHandlers } from './shops.ts';
import { vaultHandlers } from './vault.ts';

type AnyHandler = (args: Record<string, unknown>, place: EventPlace, context: HandlerContext) => void;

// Safety: the decoder gives each event the arguments that its handler's type names, from the same ABI.
const handlers = {
  settings: settingsHandlers,
  vault: vaultHandlers,
  shops: shopsHandlers,
  deposits: depositsHandlers,
  referrals: referralsHandlers,
  market: marketHandlers,
  reviews: reviewsHandlers,
  groups: groupsHandlers,
  discounts: discountsHandlers,
  hosts: hostsHandlers,
  court: courtHandlers,
} as unknown as Record<FollowedContract, Record<string, AnyHandler | undefined>>;

/** Folds events, in the chain's order, into the changes of a context. Events that nobody handles change nothing. */
export function handleEvents(events: readonly ChainEvent[], context: HandlerContext): void {
  for (const { contract, name, args, place } of events) handlers[contract][name]?.(args, place, context);
}
