import type { ActorName } from './actors.ts';

/** When a step happens: some seconds after the one before, or around a deadline that an order, case or stake has. */
export type TimeRef =
  | { wait: number }
  | { of: 'order' | 'commit' | 'reveal' | 'appeal'; ref: string; offset: number }
  | { of: 'stake' | 'seat' | 'warm'; ref: string; offset: number };

/** One thing that somebody does. Names of people, orders (`step.line`) and tokens stay valid when steps are dropped. */
export interface Step {
  id: number;
  act: string;
  by: ActorName;
  time: TimeRef;
  params: unknown;
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

/** A step as one line of text. */
export const stepText = ({ id, act, by, time, params }: Step): string =>
  `#${id} ${by} ${act} ${JSON.stringify(params, plain)} at ${JSON.stringify(time)}`;
