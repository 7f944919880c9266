import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { id, keccak256, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { type Delivery, deliveryHash, deliveryUnits, zoneId } from '../../protocol/delivery.ts';
import { skuOf } from '../../protocol/listing.ts';
import { verifyOfferProof } from '../../protocol/merkle-proof.ts';
import { type Offer, offerLeaf, offersOf } from '../../protocol/offer.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import { orderId, orderParameters } from '../../protocol/order.ts';
import { permitOf, permitTypedData } from '../../protocol/permit.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import { coder, hex, int, one, shape, struct, typeText, uint, valuesOf } from './abi-struct.ts';
import { bytes32Of, chainId, deliveries, entry, market, offer, order, shop, token } from './samples.ts';

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
