import type { Address, Hex } from '../../protocol/primitives.ts';

/** One transaction of a deployment. */
export interface Step {
  /** What it does, for the log. */
  name: string;
  to: Address;
  data: Hex;
  /** In wei. */
  value?: bigint;
}
