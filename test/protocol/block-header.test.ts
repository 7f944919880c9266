import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRlp, keccak256 } from 'viem/utils';
import { encodeBlockHeader } from '../../protocol/block-header.ts';

const zeros = (bytes: number): `0x${string}` => `0x${'00'.repeat(bytes)}`;

/** A block of an Anvil chain with the rules of Osaka, as `eth_getBlockByNumber` gave it. */
const block = {
  hash: '0x6095c654b63577a62cd7bcff1aff9e0c3cf2d7dd33b657624e7b8955d37a26e8',
  parentHash: '0xb1e09b8df568eb777cbddfbf41f7f9a7c272ee8ceadd887a9626823af5d9112b',
  sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  miner: zeros(20),
  stateRoot: '0xefea65132751e04af67b1d4d3b08fff5662ab593d4a21aa0adf03f1079f28b96',
  transactionsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  receiptsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  logsBloom: zeros(256),
  difficulty: '0x0',
  number: '0x2',
  gasLimit: '0x1c9c380',
  gasUsed: '0x0',
  timestamp: '0x6b023ca3',
  extraData: '0x',
  mixHash: '0xf119e14c329a1e2200c62c1681a8953b46753745e437547f4e6677a47b264812',
  nonce: zeros(8),
  baseFeePerGas: '0x342770c0',
  withdrawalsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  blobGasUsed: '0x0',
  excessBlobGas: '0x0',
  parentBeaconBlockRoot: zeros(32),
  requestsHash: '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  totalDifficulty: '0x0',
  size: '0x267',
  uncles: [],
  transactions: [],
  withdrawals: [],
};

const problem = (changes: Record<string, unknown>) => {
  const result = encodeBlockHeader({ ...block, ...changes });
  assert.ok(!result.ok);
  return [result.error.code, result.error.details.field];
};

test('a header is encoded to what its block is the hash of, with the randomness as its fourteenth field', () => {
  const result = encodeBlockHeader(block);
  assert.ok(result.ok);
  assert.equal(keccak256(result.value), block.hash);
  const fields = fromRlp(result.value, 'hex');
  assert.equal(fields.length, 21);
  assert.equal(fields[13], block.mixHash);
  assert.equal(fields[8], '0x02');
});

test('a block that was decoded, cut or changed gets an error that names the field', () => {
  assert.deepEqual(problem({ number: 2 }), ['header.invalid', 'number']);
  assert.deepEqual(problem({ mixHash: '0x12' }), ['header.invalid', 'mixHash']);
  assert.deepEqual(problem({ stateRoot: undefined }), ['header.invalid', 'stateRoot']);
  assert.deepEqual(problem({ gasUsed: '0x1' }), ['header.hash_mismatch', 'hash']);
  assert.deepEqual(problem({ requestsHash: undefined }), ['header.hash_mismatch', 'hash']);
  assert.equal(encodeBlockHeader(null).ok, false);
});
