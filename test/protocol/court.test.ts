import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  appealCost,
  arbitrationCost,
  courtSeconds,
  courtValueCap,
  jurorFeeUnits,
  jurorLockUnits,
  orderIdOfDispute,
  overturnedSlashUnits,
  panelSizes,
  silentSlashUnits,
  voteCommitment,
} from '../../protocol/court.ts';
import { limits } from '../../protocol/limits.ts';
import { addressOf, bytes32Of } from './samples.ts';

test('a juror gets 1 % of the order, rounded up, but at least what the settings say', () => {
  assert.equal(jurorFeeUnits(100_000n, 500n), 1_000n);
  assert.equal(jurorFeeUnits(100_001n, 500n), 1_001n);
  assert.equal(jurorFeeUnits(49_900n, 500n), 500n);
});

test('a case costs three fees, an appeal seven double ones', () => {
  assert.deepEqual([arbitrationCost(1_000n), appealCost(1_000n)], [3_000n, 14_000n]);
});

test('the locks of a panel are at least twice the order, and a bribe of half of it buys no majority', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 96n }),
      fc.bigInt({ min: 1n, max: 1n << 90n }),
      fc.constantFrom(...panelSizes),
      (totalUnits, seatUnits, panelSize) => {
        const lock = jurorLockUnits({ totalUnits, seatUnits, panelSize });
        assert.ok(lock >= seatUnits);
        assert.ok(lock * BigInt(panelSize) >= 2n * totalUnits);
      },
    ),
  );
  assert.equal(jurorLockUnits({ totalUnits: 100n, seatUnits: 10n, panelSize: 3 }), 67n);
});

test('the court hears orders up to a quarter of the stakes behind kept seats', () => {
  assert.equal(courtValueCap({ keptSeats: 10, seatUnits: 100n, stakedUnits: 1_200n }), 250n);
  assert.equal(courtValueCap({ keptSeats: 10, seatUnits: 100n, stakedUnits: 900n }), 225n);
});

test('silence costs a fifth of the lock, an overturned vote half', () => {
  assert.deepEqual([silentSlashUnits(101n), overturnedSlashUnits(101n)], [20n, 50n]);
});

test('a dispute is numbered by its order', () => {
  const orderId = bytes32Of('0d');
  assert.equal(orderIdOfDispute(BigInt(orderId)), orderId);
  assert.equal(orderIdOfDispute(1n), `0x${'0'.repeat(63)}1`);
});

test('a commitment hides the vote and belongs to one juror, round and order', () => {
  const vote = { orderId: bytes32Of('0d'), round: 0, juror: addressOf('01'), vote: 1, salt: bytes32Of('02') } as const;
  const others = [
    { ...vote, orderId: bytes32Of('0e') },
    { ...vote, round: 1 as const },
    { ...vote, juror: addressOf('03') },
    { ...vote, vote: 2 as const },
    { ...vote, salt: bytes32Of('04') },
  ];
  assert.equal(new Set([vote, ...others].map(voteCommitment)).size, 6);
});

test('times and factors are those of the contract', async () => {
  const folder = join(import.meta.dirname, '../../contracts/court');
  const files = (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8'));
  const source = (await Promise.all(files)).join('\n');
  const constant = (name: string): number => {
    const [, value, unit] = new RegExp(`constant ${name} = ([0-9_]+)( days)?;`).exec(source) ?? [];
    assert.ok(value, name);
    return Number(value.replaceAll('_', '')) * (unit === undefined ? 1 : 86_400);
  };
  assert.deepEqual(courtSeconds, {
    commit: constant('COMMIT_WINDOW'),
    reveal: constant('REVEAL_WINDOW'),
    appeal: constant('APPEAL_WINDOW'),
    warmUp: constant('WARM_UP'),
    exit: constant('EXIT_DELAY'),
  });
  assert.deepEqual([...panelSizes], [constant('FIRST_PANEL'), constant('APPEAL_PANEL')]);
  assert.equal(limits.jurorSeats, constant('MAX_SEATS'));
  const whole = 10_000n;
  assert.equal(jurorFeeUnits(whole, 0n), BigInt(constant('FEE_BPS')));
  assert.equal(appealCost(1n), BigInt(constant('APPEAL_PANEL') * constant('APPEAL_FEE_FACTOR')));
  assert.equal(jurorLockUnits({ totalUnits: 9n, seatUnits: 0n, panelSize: 1 }), BigInt(9 * constant('LOCK_FACTOR')));
  assert.equal(silentSlashUnits(whole), BigInt(constant('SILENT_SLASH_BPS')));
  assert.equal(overturnedSlashUnits(whole), BigInt(constant('INCOHERENT_SLASH_BPS')));
  assert.equal(
    courtValueCap({ keptSeats: 1, seatUnits: 100n, stakedUnits: 100n }) * BigInt(constant('CAP_DIVISOR')),
    100n,
  );
});
