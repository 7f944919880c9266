import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkAssertions } from './model-checker.ts';

const proofs = ['BpsProof', 'SplitProof', 'RecordProof'];

for (const name of proofs) {
  test(`${name}: every assertion holds for all inputs`, async () => {
    const source = await readFile(join(import.meta.dirname, `${name}.sol`), 'utf8');
    const asserted = source.match(/\bassert\(/g)?.length ?? 0;
    assert.deepEqual(checkAssertions(name, source), { proved: asserted, unproved: [] });
  });
}

test('a part rounded up is not at most the exact part: the checker finds the counterexample', () => {
  const source = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
import { BpsLib } from "contracts/libraries/BpsLib.sol";
contract Wrong {
    function wrong(uint128 units, uint16 bps) external pure {
        require(bps <= 10_000);
        assert(BpsLib.partUp(units, bps) * 10_000 <= uint256(units) * bps);
    }
}`;
  const { proved, unproved } = checkAssertions('Wrong', source);
  assert.equal(proved, 0);
  assert.equal(unproved.length, 1);
});
