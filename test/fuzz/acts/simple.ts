import type { Call } from '../../../protocol/model/transaction.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { ActorName } from '../actors.ts';
import { encode } from '../chain.ts';
import { anyTime } from '../choosing.ts';
import { abis, type ContractName } from '../deployment.ts';
import type { Act, Choosing, Run } from '../run.ts';
import type { Step, TimeRef } from '../steps.ts';

export interface Chosen<P> {
  by: ActorName;
  params: P;
  time?: TimeRef;
}

/** What a chosen step calls. */
export interface Made {
  contract: ContractName;
  /** Where the contract is, when that depends on the parameters. */
  to?: Address;
  name: string;
  args: readonly unknown[];
  model: (call: Call) => unknown;
}

/** An act that is one call with arguments made of its parameters. */
export const simpleAct = <P>(options: {
  name: string;
  weight: number;
  choose: (context: Choosing) => Chosen<P> | undefined;
  make: (run: Run, params: P, step: Step) => Made | undefined;
}): Act => ({
  name: options.name,
  weight: options.weight,
  choose: (context) => {
    const chosen = options.choose(context);
    return chosen === undefined ? undefined : { time: anyTime(context.random), ...chosen };
  },
  prepare: (run, step) => {
    // Safety: `choose` made the parameters.
    const made = options.make(run, step.params as P, step);
    if (made === undefined) return undefined;
    const { contract, name, args, model } = made;
    return { to: made.to ?? run.at[contract], data: encode(abis[contract], name, args), model };
  },
});
