import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AbiParameter, decodeEventLog } from 'viem';
import { createDecodeLog } from '../../indexer/handlers/decode-log.ts';
import { type FollowedContract, followedAbis } from '../../indexer/handlers/events.ts';
import type { Log } from '../../indexer/rpc/answers.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { encodeLog, fakeDeployment } from './fixtures/fake-chain.ts';

const decode = createDecodeLog(fakeDeployment.contracts);

/** Any value of an ABI type, also the largest and the smallest. */
function valueFor(parameter: AbiParameter, random: () => number): unknown {
  const { type } = parameter;
  if ('components' in parameter && type === 'tuple') {
    return Object.fromEntries(parameter.components.map((each) => [each.name, valueFor(each, random)]));
  }
  if (type.endsWith('[]')) {
    const each = { ...parameter, type: type.slice(0, -2) };
    return Array.from({ length: Math.floor(random() * 4) }, () => valueFor(each, random));
  }
  if (type === 'string')
    return ['', '/ip4/192.0.2.7/tcp/9080', 'https://node.example/', '庙'][Math.floor(random() * 4)];
  if (type === 'bool') return random() < 0.5;
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  if (type === 'address') return `0x${digits(40)}`;
  if (type === 'bytes32') return `0x${digits(64)}`;
  if (type === 'bytes') return `0x${digits(2 * Math.floor(random() * 70))}`;
  const bits = Number(type.slice('uint'.length));
  const edges = [0n, 1n, (1n << BigInt(bits)) - 1n];
  const value = edges[Math.floor(random() * 6)] ?? BigInt(`0x${digits(bits / 4)}`);
  return bits <= 48 ? Number(value) : value;
}

const logOf = (encoded: ReturnType<typeof encodeLog>): Log => ({
  ...encoded,
  block: 7,
  blockHash: `0x${'ab'.repeat(32)}`,
  transaction: `0x${'cd'.repeat(32)}`,
  index: 3,
  time: 1_700_000_000,
});

for (const contract of Object.keys(followedAbis) as FollowedContract[]) {
  test(`every event of ${contract} is decoded as viem decodes it`, () => {
    const random = seededRandom(7);
    for (const item of followedAbis[contract]) {
      if (item.type !== 'event') continue;
      for (let round = 0; round < 25; round += 1) {
        const args = Object.fromEntries(
          item.inputs.map((input: AbiParameter) => [input.name, valueFor(input, random)]),
        );
        const log = logOf(encodeLog({ contract, name: item.name, args }));
        const expected = decodeEventLog({ abi: followedAbis[contract], topics: log.topics as never, data: log.data });
        const actual = decode(log);
        assert.equal(actual?.name, item.name);
        assert.deepEqual(lowered(actual?.args), lowered(expected.args ?? {}));
        assert.deepEqual(actual?.args, lowered(actual?.args), 'hex is lower case');
      }
    }
  });
}

/** viem gives addresses with checksums. */
const lowered = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toLowerCase();
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(lowered);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, lowered(member)]));
};

const stake = encodeLog({
  contract: 'deposits',
  name: 'Staked',
  args: { shop: `0x${'1'.repeat(40)}`, token: `0x${'2'.repeat(40)}`, units: 5n },
});

test('logs of other contracts and other events are passed over', () => {
  assert.equal(decode({ ...logOf(stake), address: `0x${'9'.repeat(40)}` }), undefined);
  assert.equal(decode({ ...logOf(stake), topics: [`0x${'9'.repeat(64)}`] }), undefined);
  assert.equal(decode({ ...logOf(stake), topics: [] }), undefined);
});

test('a known event that is cut short is an error', () => {
  assert.throws(() => decode({ ...logOf(stake), data: '0x00' }), { code: 'log.malformed' });
  assert.throws(() => decode({ ...logOf(stake), topics: stake.topics.slice(0, 2) }), { code: 'log.malformed' });
});

test('amounts around the largest exact number, and hex in capitals, are read like all others', () => {
  for (const units of [2n ** 52n - 1n, 2n ** 52n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 256n - 1n]) {
    const args = { shop: `0x${'1'.repeat(40)}`, token: `0x${'ab'.repeat(20)}`, units };
    const log = logOf(encodeLog({ contract: 'deposits', name: 'Staked', args }));
    assert.equal(decode(log)?.args.units, units);
    const capitals = { ...log, data: `0x${log.data.slice(2).toUpperCase()}` as const };
    const topics = log.topics.map((topic) => `0x${topic.slice(2).toUpperCase()}` as const);
    assert.deepEqual(decode({ ...capitals, topics })?.args, decode(log)?.args);
  }
});
