import { keccak256, toRlp } from 'viem/utils';
import { z } from 'zod';
import { failure, type Result, success } from './errors.ts';
import { bytes32Schema, type Hex } from './primitives.ts';
import { validate } from './validate.ts';

const evenHex = (digits: string): Hex => `0x${digits.length % 2 === 0 ? '' : '0'}${digits}`;
/** RLP carries numbers without leading zeros, so that zero is no byte at all. */
const numberSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/, 'must be a number in hex')
  .transform((text): Hex => (BigInt(text) === 0n ? '0x' : evenHex(BigInt(text).toString(16))));

const bytesSchema = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, 'must be bytes in hex')
  .transform((text) => text as Hex);

/** The fields of a header in the order of their encoding; the later ones came with forks. */
const fields = {
  parentHash: bytes32Schema,
  sha3Uncles: bytes32Schema,
  miner: bytesSchema,
  stateRoot: bytes32Schema,
  transactionsRoot: bytes32Schema,
  receiptsRoot: bytes32Schema,
  logsBloom: bytesSchema,
  difficulty: numberSchema,
  number: numberSchema,
  gasLimit: numberSchema,
  gasUsed: numberSchema,
  timestamp: numberSchema,
  extraData: bytesSchema,
  mixHash: bytes32Schema,
  nonce: bytesSchema,
  baseFeePerGas: numberSchema.optional(),
  withdrawalsRoot: bytes32Schema.optional(),
  blobGasUsed: numberSchema.optional(),
  excessBlobGas: numberSchema.optional(),
  parentBeaconBlockRoot: bytes32Schema.optional(),
  requestsHash: bytes32Schema.optional(),
  blockAccessListHash: bytes32Schema.optional(),
};

/** A block as `eth_getBlockByNumber` gives it, undecoded; what is no part of its header is left out. */
const rpcBlockSchema = z.object({ hash: bytes32Schema, ...fields });

/**
 * The RLP of a block's header, from which the court takes the randomness that draws a panel.
 * @param block answer of `eth_getBlockByNumber`, as the node gave it and not as a client decoded it
 * @returns the bytes whose keccak256 is the block's hash; `header.invalid` when a field is missing or malformed,
 * `header.hash_mismatch` when they hash to something else: a chain whose headers have other fields
 */
export function encodeBlockHeader(block: unknown): Result<Hex> {
  const parsed = validate(rpcBlockSchema, block, 'header');
  if (!parsed.ok) return parsed;
  const { hash, ...header } = parsed.value;
  const encoded = toRlp(Object.values(header).filter((field) => field !== undefined));
  if (keccak256(encoded) === hash) return success(encoded);
  return failure({
    code: 'header.hash_mismatch',
    message: 'The header does not hash to the hash of its block.',
    hint: 'Use another chain node.',
    details: { field: 'hash', hash },
  });
}
