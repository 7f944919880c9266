import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { AbiCoder, id, keccak256, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import type { Abi } from 'viem';
import { courtAbi } from '../../protocol/abi/court.ts';
import { discountsAbi } from '../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../protocol/abi/groups.ts';
import { hostsAbi } from '../../protocol/abi/hosts.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { couponId, couponTypes, skusHash } from '../../protocol/coupon.ts';
import { casePhases, type SecretVote, seatStates, voteCommitment } from '../../protocol/court.ts';
import { type Delivery, deliveryHash, deliveryUnits, zoneId } from '../../protocol/delivery.ts';
import { extrasOf } from '../../protocol/extras.ts';
import { type GroupTerms, groupId, groupTermsHash, groupTermsParameters } from '../../protocol/group.ts';
import { announcementHash } from '../../protocol/host.ts';
import { kinds } from '../../protocol/kind.ts';
import { skuOf } from '../../protocol/listing.ts';
import { verifyOfferProof } from '../../protocol/merkle-proof.ts';
import { type Offer, offerLeaf, offersOf } from '../../protocol/offer.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import { orderId, orderOutcomes, orderParameters, orderStates } from '../../protocol/order.ts';
import { permitOf, permitTypedData } from '../../protocol/permit.ts';
import { allianceDigest, allianceTypes } from '../../protocol/points.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import {
  alliance,
  bytes32Of,
  chainId,
  coupon,
  deliveries,
  entry,
  market,
  offer,
  order,
  shop,
  token,
} from './samples.ts';

const root = join(import.meta.dirname, '../..');

/** What an ABI says of a type, as far as it matters for encoding. */
interface Parameter {
  name?: string;
  type: string;
  components?: readonly Parameter[];
}
const coder = AbiCoder.defaultAbiCoder();
/** Types in the writing of ethers, structs as tuples. */
const typeText = ({ type, components }: Parameter): string =>
  components === undefined ? type : `(${components.map(typeText)})${type.slice('tuple'.length)}`;
const valuesOf = ({ components }: Parameter, value: unknown): unknown =>
  components?.map((component) => valuesOf(component, (value as Record<string, unknown>)[component.name ?? ''])) ??
  value;
/** The named struct as a generated ABI has it: that of the market, unless another is named. */
function struct(functionName: string, path: string[], abi: Abi = marketAbi): Parameter {
  const found = abi.find((item) => item.type === 'function' && item.name === functionName);
  assert.ok(found?.type === 'function');
  let node: Parameter = { type: 'root', components: found.inputs };
  for (const name of path) {
    const next = node.components?.find((component) => component.name === name);
    assert.ok(next, name);
    node = next;
  }
  return node;
}
/** Names and types, in order. */
const shape = ({ name, type, components }: Parameter): unknown => [name, type, components?.map(shape)];
const one = (parameter: Parameter): Parameter => ({ ...parameter, type: 'tuple' });

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array): Hex => `0x${Buffer.from(array).toString('hex')}`);
const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
const int = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const anyOffer = fc.record<Offer>({
  shop: hex(20),
  listing: hex(32),
  sku: hex(32),
  token: hex(20),
  priceUnits: uint(128),
  maxSold: uint(64),
  kind: fc.integer({ min: 0, max: 3 }),
  shipWithinSeconds: int(32),
  inspectWithinSeconds: int(32),
  coverageBps: int(16),
  commissionBps: int(16),
  parentBps: int(16),
  hostBps: int(16),
  arbitrator: hex(20),
  pickup: hex(20),
  pickupBps: int(16),
  group: hex(32),
  delivery: hex(32),
});
const offerStruct = one(struct('buy', ['purchases', 'lines', 'offer']));
const encodedOffer = (value: Offer) => coder.encode([typeText(offerStruct)], [valuesOf(offerStruct, value)]);

test('an order has the struct of the contract, and its ID is the hash that ethers computes', () => {
  const orderStruct = one(struct('idOf', ['order']));
  assert.deepEqual(orderParameters[0].components.map(shape), orderStruct.components?.map(shape));
  fc.assert(
    fc.property(uint(128), uint(64), int(32), hex(20), (totalUnits, version, quantity, buyer) => {
      const value = order({ totalUnits, version, quantity, buyer });
      assert.equal(orderId(value), keccak256(coder.encode([typeText(orderStruct)], [valuesOf(orderStruct, value)])));
    }),
    { numRuns: 50 },
  );
});

test('the leaf of an offer is that of a StandardMerkleTree over the struct of the contract', () => {
  fc.assert(
    fc.property(anyOffer, (value) => {
      assert.equal(offerLeaf(value), keccak256(keccak256(encodedOffer(value))));
    }),
    { numRuns: 50 },
  );
  const leafEncoding = offerStruct.components!.map(typeText);
  const values = offerStruct.components!.map((component) => offer()[component.name as keyof Offer]);
  assert.equal(StandardMerkleTree.of([values], leafEncoding).leafHash(values), offerLeaf(offer()));
});

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

test('root and proofs are those of a StandardMerkleTree over the same offers', () => {
  const leafEncoding = offerStruct.components!.map(typeText);
  const valuesOfOffer = (value: Offer) => offerStruct.components!.map(({ name }) => value[name as keyof Offer]);
  fc.assert(
    fc.property(
      fc.uniqueArray(anyOffer, { minLength: 1, maxLength: 20, selector: offerLeaf }),
      fc.nat(),
      (offers, pick) => {
        const standard = StandardMerkleTree.of(offers.map(valuesOfOffer), leafEncoding);
        const tree = buildOfferTree(offers.map(offerLeaf));
        assert.equal(tree.root, standard.root);
        const chosen = offers[pick % offers.length]!;
        const leaf = offerLeaf(chosen);
        const proof = tree.proof(leaf)!;
        assert.deepEqual(proof, standard.getProof(valuesOfOffer(chosen)));
        assert.ok(verifyOfferProof({ root: tree.root, leaf, proof }));
        assert.ok(StandardMerkleTree.verify(tree.root, leafEncoding, valuesOfOffer(chosen), proof));
      },
    ),
    { numRuns: 40 },
  );
});

test('the order of the offers does not change the root, and a stranger has no proof', () => {
  const leaves = offersOf(shop, entry()).map(offerLeaf);
  const tree = buildOfferTree(leaves);
  assert.equal(buildOfferTree([...leaves].reverse()).root, tree.root);
  const stranger = offerLeaf(offer());
  assert.equal(tree.proof(stranger), undefined);
  assert.equal(verifyOfferProof({ root: tree.root, leaf: stranger, proof: tree.proof(leaves[0]!)! }), false);
});

test('an entry gives one offer per variant, under SKUs that never change', () => {
  const [medium, large] = offersOf(shop, entry());
  assert.deepEqual([medium!.priceUnits, large!.maxSold, medium!.kind], [29_900_000n, 4n, 0]);
  assert.equal(medium!.sku, id('linen-shirt\nM'));
  assert.equal(large!.sku, skuOf('linen-shirt', 'L'));
});

test('the hash of delivery choices is that of ethers, and zero without any', () => {
  const line = struct('buy', ['purchases', 'lines', 'delivery']);
  const anyDelivery = fc.record<Delivery>({ zone: hex(32), firstUnits: uint(128), furtherUnits: uint(128) });
  fc.assert(
    fc.property(fc.array(anyDelivery, { minLength: 1, maxLength: 5 }), (list) => {
      const values = list.map((each) => valuesOf(line, each));
      assert.equal(deliveryHash(list), keccak256(coder.encode([typeText(line)], [values])));
    }),
    { numRuns: 40 },
  );
  assert.equal(deliveryHash([]), zeroBytes32);
  assert.equal(zoneId('domestic'), id('domestic'));
});

test('only the first unit to a zone pays the first price', () => {
  const [domestic] = deliveries;
  assert.equal(deliveryUnits(domestic!, 1n, true), 4_000_000n);
  assert.equal(deliveryUnits(domestic!, 3n, true), 5_000_000n);
  assert.equal(deliveryUnits(domestic!, 3n, false), 1_500_000n);
});

test('a permit is signed as ERC-2612 says, and taken apart for the contract', () => {
  const request = {
    chainId,
    token,
    name: 'Demo Dollar',
    version: '1',
    owner: shop,
    spender: market,
    units: 5n,
    nonce: 2n,
    deadline: 9n,
  };
  const { domain, types, message } = permitTypedData(request);
  const encoder = TypedDataEncoder.from({ Permit: [...types.Permit] });
  assert.equal(
    encoder.encodeType('Permit'),
    'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
  );
  assert.match(TypedDataEncoder.hash(domain, { Permit: [...types.Permit] }, message), /^0x[0-9a-f]{64}$/);
  const signature = (v: string): Hex => `0x${'aa'.repeat(32)}${'bb'.repeat(32)}${v}`;
  const expected = { token, units: 5n, deadline: 9n, r: bytes32Of('aa'), s: bytes32Of('bb'), v: 28 };
  assert.deepEqual(permitOf(request, signature('1c')), expected);
  assert.deepEqual(permitOf(request, signature('01')), expected);
});
