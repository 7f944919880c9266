import type { GroupTerms } from '../../protocol/group.ts';
import type { CouponTerms } from '../../protocol/model/coupons.ts';
import type { Tables } from '../../protocol/model/tables.ts';
import type { Call } from '../../protocol/model/transaction.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { type ActorName, actors } from './actors.ts';
import type { Block } from './chain.ts';
import type { Addresses } from './deployment.ts';
import type { Step } from './steps.ts';

export type TokenName = 'dollar' | 'blocking';

/** A group as those who join it have to know it. */
export interface OpenedGroup {
  shop: ActorName;
  sku: string;
  token: TokenName;
  leader: Address;
  deadline: number;
  terms: GroupTerms;
}

/** A coupon with its nonce, as its shop cancels it. */
export type PresentedTerms = CouponTerms & { nonce: Hex };

/** A vote that was committed and not revealed yet. */
export interface Secret {
  vote: number;
  salt: Hex;
}

/** A sequence of steps while it is played: the state that the model predicts, and what names in steps stand for. */
export interface Run {
  at: Addresses;
  tables: Tables;
  latest: Block;
  orderIds: Map<string, Hex>;
  groups: Map<string, OpenedGroup>;
  secrets: Map<string, Secret>;
  /** Coupons that were presented, by ID. */
  coupons: Map<Hex, PresentedTerms>;
}

/** A step made concrete: what is sent, and what the model says of it. */
export interface Prepared {
  to: Address;
  data: Hex;
  model: (call: Call) => unknown;
  /** Called with what the model returned when the step was accepted. */
  accepted?: (value: unknown, call: Call) => void;
}

/** One kind of thing that people do. */
export interface Act {
  name: string;
  /** How often, compared with the others. */
  weight: number;
  /** Chooses what to do; nothing when there is nothing to do it with. */
  choose(context: Choosing): Omit<Step, 'id' | 'act'> | undefined;
  /** Makes it concrete; nothing when it names what does not exist. */
  prepare(run: Run, step: Step): Prepared | undefined | Promise<Prepared | undefined>;
}

export interface Choosing {
  run: Run;
  random: import('../contracts/setup/random.ts').Random;
}

export const tokenOf = ({ at }: Run, name: TokenName): Address => (name === 'dollar' ? at.demoDollar : at.blocking);
export const addressOf = (run: Run, name: ActorName | 'court' | 'nobody'): Address => {
  if (name === 'court') return run.at.court;
  return name === 'nobody' ? `0x${'00'.repeat(20)}` : actors[name].address;
};
