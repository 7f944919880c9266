import { encodeBlockHeader } from '../../protocol/block-header.ts';

/** Members of `eth_getBlockByNumber` that no header holds. */
const beside = new Set(['hash', 'size', 'totalDifficulty', 'transactions', 'uncles', 'withdrawals']);
const inHeader = new Set([
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
  'blockAccessListHash',
]);

/**
 * Whether a block's fields hash to its hash.
 * @param answer what `eth_getBlockByNumber` gave
 * @returns `unknown` for a chain whose headers have fields that are not known here: then nothing can be said
 */
export function checkHeader(answer: object): 'proved' | 'forged' | 'unknown' {
  const encoded = encodeBlockHeader(answer);
  if (encoded.ok) return 'proved';
  const isFamiliar = Object.keys(answer).every((name) => beside.has(name) || inHeader.has(name));
  return encoded.error.code === 'header.hash_mismatch' && isFamiliar ? 'forged' : 'unknown';
}
