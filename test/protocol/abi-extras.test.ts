import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { keccak256, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { courtAbi } from '../../protocol/abi/court.ts';
import { discountsAbi } from '../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../protocol/abi/groups.ts';
import { hostsAbi } from '../../protocol/abi/hosts.ts';
import { couponId, couponTypes, skusHash } from '../../protocol/coupon.ts';
import { casePhases, type SecretVote, seatStates, voteCommitment } from '../../protocol/court.ts';
import { extrasOf } from '../../protocol/extras.ts';
import { type GroupTerms, groupId, groupTermsHash, groupTermsParameters } from '../../protocol/group.ts';
import { announcementHash } from '../../protocol/host.ts';
import { kinds } from '../../protocol/kind.ts';
import { orderOutcomes, orderStates } from '../../protocol/order.ts';
import { allianceDigest, allianceTypes } from '../../protocol/points.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import { coder, hex, int, one, type Parameter, shape, struct, typeText, uint, valuesOf } from './abi-struct.ts';
import { alliance, bytes32Of, chainId, coupon, market } from './samples.ts';

const root = join(import.meta.dirname, '../..');

test('group terms have the struct of the contract, and their hash is the one that ethers computes', () => {
  const termsStruct = struct('buy', ['purchases', 'lines', 'extras', 'group']);
  assert.deepEqual(groupTermsParameters[0].components.map(shape), termsStruct.components?.map(shape));
  const anyTerms = fc.record<GroupTerms>({
    priceUnits: uint(128),
    size: int(32),
    withinSeconds: int(32),
    leaderBps: int(16),
    commissionBps: int(16),
  });
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const encoded = coder.encode([typeText(termsStruct)], [valuesOf(termsStruct, terms)]);
      assert.equal(groupTermsHash(terms), keccak256(encoded));
    }),
    { numRuns: 40 },
  );
  assert.deepEqual([groupTermsHash(null), groupTermsHash(undefined)], [zeroBytes32, zeroBytes32]);
});

test('the ID of a group is the hash over the arguments of Groups.idOf', () => {
  const types = struct('idOf', [], groupsAbi).components!.map(typeText);
  fc.assert(
    fc.property(hex(20), hex(32), hex(20), hex(32), hex(20), int(40), (...values) => {
      const [groupShop, sku, groupToken, terms, leader, deadline] = values;
      const identity = { shop: groupShop, sku, token: groupToken, terms, leader, deadline };
      assert.equal(groupId(identity), keccak256(coder.encode(types, values)));
    }),
    { numRuns: 40 },
  );
});

test('the extras of a line have the struct of the contract', () => {
  const extrasStruct = one(struct('buy', ['purchases', 'lines', 'extras']));
  const [made] = extrasOf({ handover: bytes32Of('01') });
  assert.deepEqual(
    Object.keys(made!),
    extrasStruct.components!.map(({ name }) => name),
  );
  assert.deepEqual(
    Object.keys(made!.group),
    struct('buy', ['purchases', 'lines', 'extras', 'group']).components!.map(({ name }) => name),
  );
});

test('what an announcement leaves behind is the hash of its encoding', () => {
  const { peerId, endpoints } = {
    peerId: `0x${'12'.repeat(38)}` as Hex,
    endpoints: ['/dns4/a.example/tcp/1', 'https://b'],
  };
  const types = struct('announce', [], hostsAbi).components!.slice(0, 2).map(typeText);
  assert.equal(announcementHash({ peerId, endpoints }), keccak256(coder.encode(types, [peerId, endpoints])));
});

test('a commitment to a vote is the hash over the arguments of Court.commitmentOf', () => {
  const types = struct('commitmentOf', [], courtAbi).components!.map(typeText);
  fc.assert(
    fc.property(hex(32), fc.constantFrom(0, 1), hex(20), fc.constantFrom(1, 2), hex(32), (...values) => {
      const [order, round, juror, vote, salt] = values;
      const secret: SecretVote = { orderId: order, round: round as 0 | 1, juror, vote: vote as 1 | 2, salt };
      assert.equal(voteCommitment(secret), keccak256(coder.encode(types, values)));
    }),
    { numRuns: 40 },
  );
});

test('coupons and alliances are signed over the structs of the contract, under its domain', () => {
  const check = (
    name: 'Coupon' | 'Alliance',
    fields: readonly { name: string; type: string }[],
    abiStruct: Parameter,
  ) =>
    assert.deepEqual(
      fields.map(({ name: field, type }) => [field, type]),
      abiStruct.components!.map(({ name: field, type }) => [field, type]),
      name,
    );
  check('Coupon', couponTypes.Coupon, struct('cancelCoupon', ['coupon'], discountsAbi));
  check('Alliance', allianceTypes.Alliance, struct('makeAlliance', ['alliance'], discountsAbi));
  const domain = { name: 'Vouch', version: '1', chainId, verifyingContract: market };
  assert.equal(
    couponId(chainId, market, coupon()),
    TypedDataEncoder.hash(domain, { Coupon: [...couponTypes.Coupon] }, coupon()),
  );
  assert.equal(
    allianceDigest(chainId, market, alliance()),
    TypedDataEncoder.hash(domain, { Alliance: [...allianceTypes.Alliance] }, alliance()),
  );
  assert.equal(skusHash([]), zeroBytes32);
  const skus = [bytes32Of('01'), bytes32Of('02')];
  assert.equal(skusHash(skus), keccak256(coder.encode(['bytes32[]'], [skus])));
});

test('the contracts hash the same types that wallets sign', async () => {
  const typeHashed = async (file: string) => {
    const source = await readFile(join(root, 'contracts/discounts', file), 'utf8');
    const text = /_TYPEHASH = keccak256\(([^)]*\)[^)]*)\);/.exec(source)?.[1] ?? '';
    return [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1]).join('');
  };
  const encoder = (name: string, fields: readonly { name: string; type: string }[]) =>
    TypedDataEncoder.from({ [name]: [...fields] }).encodeType(name);
  assert.equal(await typeHashed('Coupons.sol'), encoder('Coupon', couponTypes.Coupon));
  assert.equal(await typeHashed('Points.sol'), encoder('Alliance', allianceTypes.Alliance));
});

test('the numbers of enums are those of the contracts', async () => {
  const sources = await Promise.all(
    ['contracts/types/Types.sol', 'contracts/interfaces/ICourt.sol'].map((file) => readFile(join(root, file), 'utf8')),
  );
  const members = (name: string): string[] => {
    const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(sources.join('\n'))?.[1];
    assert.ok(body, name);
    const names = body.replace(/\/\/.*$/gm, '').match(/\w+/g) ?? [];
    return names.map((each) => each.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase());
  };
  assert.deepEqual(members('OrderState'), [...orderStates]);
  assert.deepEqual(members('Outcome'), [...orderOutcomes]);
  assert.deepEqual(members('Kind'), [...kinds]);
  assert.deepEqual(members('Phase'), [...casePhases]);
  assert.deepEqual(members('SeatState'), [...seatStates]);
});
