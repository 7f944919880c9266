import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { measureGas } from '../../scripts/bench/gas-cases.ts';
import { deployableContracts } from '../../scripts/contracts/deployable.ts';

const folder = join(import.meta.dirname, '../snapshots');
const updating = process.env.UPDATE_SNAPSHOTS === '1';
const hint = 'run with UPDATE_SNAPSHOTS=1 when the change is meant';

/** Compares with the committed figures, or writes them. */
async function expectSnapshot(name: string, figures: Record<string, number>, toleranceParts: number): Promise<void> {
  const file = join(folder, `${name}.json`);
  if (updating) await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
  const committed: Record<string, number> = JSON.parse(await readFile(file, 'utf8'));
  expect(Object.keys(figures), hint).to.deep.equal(Object.keys(committed));
  for (const [key, value] of Object.entries(figures)) {
    const before = committed[key] ?? 0;
    expect(value, `${key}; ${hint}`).to.be.within(before * (1 - toleranceParts), before * (1 + toleranceParts));
  }
}

describe('snapshots', () => {
  it('sizes of the contracts are as committed', async () => {
    const sizes: Record<string, number> = {};
    for (const name of deployableContracts) {
      const { deployedBytecode } = await artifacts.readArtifact(name);
      sizes[name] = deployedBytecode.length / 2 - 1;
    }
    await expectSnapshot('bytecode', sizes, 0);
  });

  it('gas is as committed, but for what timestamps and addresses weigh in calldata', async () => {
    await expectSnapshot('gas', Object.fromEntries(await measureGas()), 0.005);
  });
});
