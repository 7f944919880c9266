import type { World } from '../setup/world.ts';

/** The contracts whose custom errors each need a row. */
export const mutatedContracts = [
  'market',
  'deposits',
  'vault',
  'shops',
  'settings',
  'referrals',
  'reviews',
  'dollar',
  'groups',
  'discounts',
  'hosts',
  'court',
] as const satisfies (keyof World)[];
export type MutatedContract = (typeof mutatedContracts)[number];

/** The smallest change of a valid call that must be refused, and the error that must say so. */
export interface Mutation {
  contract: MutatedContract;
  error: string;
  change: string;
  attempt: (world: World) => Promise<unknown>;
}

/** Rows of one contract, each `[error, change, attempt]`. */
export const mutationsOf = (
  contract: MutatedContract,
  rows: readonly (readonly [error: string, change: string, attempt: Mutation['attempt']])[],
): Mutation[] => rows.map(([error, change, attempt]) => ({ contract, error, change, attempt }));
