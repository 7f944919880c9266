/** Chain id of the local chain. */
export const CHAIN_ID = 31_337;

/** What the chain's blocks depend on: changing one of these makes old data folders unreadable, and recovery says so. */
export const chainRules = {
  hardfork: 'osaka',
  blockGasLimit: 60_000_000,
  accounts: 30,
  mnemonic: 'test test test test test test test test test test test junk',
} as const;

/** Bounds and rhythm of the local chain, each with its unit in the name. */
export const chainLimits = {
  bodyBytes: 1_048_576,
  batchRequests: 1_000,
  transactionBytes: 131_072,
  pendingTransactions: 5_000,
  connections: 512,
  coalesceMilliseconds: 60,
  /** Empty blocks after one with transactions: what waits for a later block, such as a draw, gets it without traffic. */
  trailingBlocks: 5,
  trailingMilliseconds: 1_000,
  /** A first start leaves this much room behind the present for a demo market's history. */
  pastSeconds: 90 * 86_400,
  /** Once a block is younger than this, history can no longer be seeded. */
  seedingEndsSeconds: 3_600,
  reorgBlocks: 32,
  /** States of this many recent blocks stay readable. */
  historyBlocks: 64,
  snapshotEntries: 2_000,
  snapshotBytes: 67_108_864,
  engineStartMilliseconds: 60_000,
} as const;

/** Milliseconds since 1970, as `Date.now` gives them. */
export type Clock = () => number;

/**
 * @param clock milliseconds since 1970
 * @returns the present as unix seconds
 */
export const presentSeconds = (clock: Clock): number => Math.floor(clock() / 1000);
