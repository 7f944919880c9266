import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { measureGas } from '../../scripts/bench/gas-cases.ts';
import { deployableContracts } from '../../scripts/contracts/deployable.ts';
import { ethers } from './setup/chain.ts';
import { committedSnapshot, snapshotHint as hint } from './setup/snapshot.ts';

/** How far a figure may be from the committed one, as a part of it. */
type Tolerance = (key: string) => number;

/** Compares with the committed figures, or writes them. */
async function expectSnapshot(name: string, figures: Record<string, number>, tolerance: Tolerance): Promise<void> {
  const committed = await committedSnapshot(name, figures);
  expect(Object.keys(figures), hint).to.deep.equal(Object.keys(committed));
  for (const [key, value] of Object.entries(figures)) {
    const before = committed[key] ?? 0;
    const most = before * tolerance(key);
    expect(value, `${key}; ${hint}`).to.be.within(before - most, before + most);
  }
}

/**
 * What these cost depends on how many picks find a juror who fits: on luck, within the bound of tries. One in a hundred
 * appeals costs half as much again, so only twice the committed figure is held to be a change.
 */
const picks = new Set(['court: bring a case', 'court: draw three jurors', 'court: appeal', 'court: draw seven jurors']);

describe('snapshots', () => {
  it('sizes of the contracts are as committed', async () => {
    const sizes: Record<string, number> = {};
    for (const name of deployableContracts) {
      const { deployedBytecode } = await artifacts.readArtifact(name);
      sizes[name] = deployedBytecode.length / 2 - 1;
    }
    await expectSnapshot('bytecode', sizes, () => 0);
  });

  it('events of the contracts are as committed: whoever reads them reads them for ever', async () => {
    const events: Record<string, Record<string, string>> = {};
    for (const name of deployableContracts) {
      const { abi } = await artifacts.readArtifact(name);
      const found: [signature: string, topic: string][] = [];
      new ethers.Interface(abi as never).forEachEvent((event) => {
        found.push([event.format('full').replace(/^event /, ''), event.topicHash]);
      });
      events[name] = Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    expect(events, hint).to.deep.equal(await committedSnapshot('events', events));
  });

  it('gas is as committed, but for what timestamps and addresses weigh in calldata', async () => {
    await expectSnapshot('gas', Object.fromEntries(await measureGas()), (key) => (picks.has(key) ? 1 : 0.005));
  }).timeout(600_000);
});
