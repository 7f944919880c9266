import { artifacts, tasks } from 'hardhat';
import { deployableContracts } from '../contracts/deployable.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';

const largestRuntimeBytes = 24_576;

/** Goals, and what others need: Boson Protocol 2.5.1, EAS 1.9.0 and Seaport 1.6, measured or recorded as docs say. */
const expectations: Record<string, Pick<BenchmarkRow, 'goal' | 'peer'>> = {
  'list or re-price 10,000 products': { goal: { atMost: 0 }, peer: 'Boson createOffer 726,522 each' },
  'buy 1 line, approved, first ever': { goal: { atMost: 180_000 }, peer: 'Boson commitToOffer 452,828' },
  'buy 1 line, approved, repeated': { goal: { atMost: 180_000 }, peer: 'Seaport fulfillOrder 178,515 (no escrow)' },
  'buy 1 line, with permit, repeated': { peer: 'Boson commitToOffer 452,828, its approval apart' },
  'further line': { goal: { atMost: 110_000 }, peer: 'Boson commitToOffer 452,828' },
  'ship, repeated': { goal: { atMost: 45_000 }, peer: 'Boson redeemVoucher 144,685' },
  'confirm with full split, repeated': { goal: { atMost: 110_000 }, peer: 'Boson completeExchange 188,019' },
  'join a group': { goal: { atMost: 130_000 }, peer: 'Boson commitToOffer 452,828 (has no groups)' },
  'hand over with full split, repeated': { peer: 'Boson redeemVoucher and completeExchange 332,704' },
  'buy 1 line of an ERC-1271 shop, repeated': { goal: { atMost: 180_000 } },
  'court: bring a case': { peer: 'Boson escalateDispute 113,296 (its resolver is one account)' },
  'review, repeated': { goal: { atMost: 75_000 }, peer: 'EAS attestation of a rating 289,974' },
  cancel: { peer: 'Boson revokeVoucher 244,549' },
  dispute: { peer: 'Boson raiseDispute 128,530' },
  escalate: { peer: 'Boson escalateDispute 113,296' },
  rule: { peer: 'Boson decideDispute 304,707' },
  'poke, not shipped': { peer: 'Boson expireVoucher 270,053' },
  'open a shop': { peer: 'Boson createSeller 555,547' },
  'stake, repeated': { peer: 'Boson depositFunds 109,362' },
};

const sizeOf = async (name: string): Promise<BenchmarkRow> => {
  const { deployedBytecode } = await artifacts.readArtifact(name);
  const bytes = deployedBytecode.length / 2 - 1;
  return {
    case: `size of ${name}, ${(largestRuntimeBytes - bytes).toLocaleString('en')} left`,
    value: bytes,
    unit: 'bytes',
    goal: { atMost: largestRuntimeBytes },
  };
};

/** Gas of every action on the in-process chain, whole transactions, and the sizes of the contracts. */
export const run: RunBenchmark = async ({ log }) => {
  await tasks.getTask('build').run({ quiet: true });
  log('measuring on the in-process chain, a catalogue of 10,000 products …');
  const { measureGas } = await import('./gas-cases.ts');
  const report = await measureGas();
  const measured = [...report].map(([name, gas]) => ({ case: name, value: gas, unit: 'gas', ...expectations[name] }));
  return [...measured, ...(await Promise.all(deployableContracts.map(sizeOf)))];
};
