import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64urlnopad } from '@scure/base';
import { Wallet } from 'ethers';
import fc from 'fast-check';
import {
  type AllianceCheck,
  checkAlliance,
  decodeAllianceCode,
  encodeAllianceCode,
  type SignedAlliance,
} from '../../protocol/alliance-code.ts';
import { encodeDocument } from '../../protocol/block.ts';
import type { Result } from '../../protocol/errors.ts';
import {
  type Alliance,
  allianceSchema,
  allianceTypedData,
  bestPoints,
  checkPoints,
  ownPointsTerms,
  pointsDiscount,
  pointsEarned,
} from '../../protocol/points.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { addressOf, alliance, bytes32Of, chainId } from './samples.ts';

const NOW = 1_790_000_000;
const discounts = addressOf('d7');
const wallet = new Wallet(bytes32Of('5a'));
// Safety: ethers gives 0x-prefixed hex.
const issuer = wallet.address.toLowerCase() as Address;
const acceptor = addressOf('a2');
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

async function signed(changes: Partial<Alliance> = {}): Promise<SignedAlliance> {
  const made = alliance({ issuer, acceptor, ...changes });
  const { domain, types, message } = allianceTypedData(chainId, discounts, made);
  return {
    alliance: made,
    signature: (await wallet.signTypedData(domain, { Alliance: [...types.Alliance] }, message)) as Hex,
  };
}
const check = (each: SignedAlliance, changes: Partial<AllianceCheck> = {}) =>
  checkAlliance({
    signed: each,
    acceptor,
    chainId,
    discounts,
    now: NOW,
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    ...changes,
  });

const own = ownPointsTerms({ earnBps: 100, maxDiscountBps: 2_000 });
const ally = { rateBps: 5_000, maxDiscountBps: 1_000, leftPoints: 300n };

test('an order earns a part of what it paid, rounded down', () => {
  assert.deepEqual([pointsEarned(10_099n, 100), pointsEarned(99n, 100), pointsEarned(5n, 0)], [100n, 0n, 0n]);
});

test('own points are worth one unit each, those of an ally what the rate says', () => {
  assert.deepEqual([pointsDiscount(301n, own), pointsDiscount(301n, ally)], [301n, 150n]);
});

test('spending is allowed up to balance, cap and the part of the price', () => {
  const spend = (points: bigint, terms = own, heldPoints = 1_000n) =>
    checkPoints(points, { terms, heldPoints, itemUnits: 1_000n });
  assert.deepEqual(spend(200n), { ok: true, value: 200n });
  assert.equal(codeOf(spend(201n)), 'points.above_most');
  assert.equal(codeOf(spend(6n, own, 5n)), 'points.insufficient');
  assert.deepEqual(spend(201n, ally), { ok: true, value: 100n });
  assert.equal(codeOf(spend(202n, ally)), 'points.above_most');
  assert.equal(codeOf(spend(301n, ally)), 'alliance.used_up');
});

test('the best number of points takes off the most, and no fewer would', () => {
  const amount = fc.bigInt({ min: 0n, max: 2_000n });
  const terms = fc.record({
    rateBps: fc.integer({ min: 1, max: 10_000 }),
    maxDiscountBps: fc.integer({ min: 0, max: 5_000 }),
    leftPoints: fc.option(amount),
  });
  fc.assert(
    fc.property(terms, amount, amount, (each, heldPoints, itemUnits) => {
      const spending = { terms: each, heldPoints, itemUnits };
      const best = bestPoints(spending);
      const taken = checkPoints(best, spending);
      assert.ok(taken.ok);
      let most = 0n;
      let fewest = 0n;
      for (let points = 0n; points <= heldPoints; points++) {
        const result = checkPoints(points, spending);
        if (result.ok && result.value > most) [most, fewest] = [result.value, points];
      }
      assert.deepEqual([taken.value, best], [most, fewest]);
    }),
    { numRuns: 60 },
  );
});

test('an alliance in JSON is read with its bounds', () => {
  const json = { ...alliance(), capPoints: '1000000000', validUntil: 1_800_000_000 };
  assert.deepEqual(allianceSchema.parse(json), alliance());
  for (const change of [{ rateBps: 0 }, { acceptor: alliance().issuer }, { capPoints: 5 }, { more: 1 }]) {
    assert.ok(!allianceSchema.safeParse({ ...json, ...change }).success);
  }
});

test('a signed alliance travels as a text', async () => {
  const made = await signed({ capPoints: (1n << 128n) - 1n });
  const code = encodeAllianceCode(made);
  assert.deepEqual(decodeAllianceCode(code), { ok: true, value: made });
  assert.equal(codeOf(decodeAllianceCode(code.slice(0, -4))), 'alliance.malformed');
  assert.equal(codeOf(decodeAllianceCode('A'.repeat(2_732))), 'alliance.too_large');
  const other = base64urlnopad.encode(encodeDocument({ v: 1, type: 'coupon' }).bytes);
  assert.equal(codeOf(decodeAllianceCode(other)), 'alliance.invalid');
  const alone = { ...made, alliance: alliance({ issuer, acceptor: issuer }) };
  assert.throws(() => encodeAllianceCode(alone), { code: 'alliance.invalid' });
});

test('the acceptor checks an alliance as the contract will', async () => {
  const made = await signed();
  assert.deepEqual(await check(made), { ok: true, value: made.alliance });
  assert.equal(codeOf(await check(made, { acceptor: addressOf('99') })), 'alliance.parties_invalid');
  assert.equal(codeOf(await check(made, { now: 1_800_000_000 })), 'alliance.expired');
  assert.equal(codeOf(await check(made, { chainId: 1 })), 'alliance.signature_invalid');
  const altered = { ...made, alliance: { ...made.alliance, rateBps: 10_000 } };
  assert.equal(codeOf(await check(altered)), 'alliance.signature_invalid');
  const byContract = { recover: () => undefined, verifyContractSignature: async () => true };
  assert.equal(codeOf(await check(made, byContract)), 'ok');
});
