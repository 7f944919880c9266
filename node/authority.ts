import {
  AbiDecodingDataSizeTooSmallError,
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  createClient,
  http,
  type Address as ViemAddress,
} from 'viem';
import { getCode, readContract } from 'viem/actions';
import { bytesToHex } from 'viem/utils';
import { publishingTerms } from '../indexer/catalogue/publishing.ts';
import type { Store } from '../indexer/store/open-store.ts';
import type { Authority } from './p2p/ports.ts';

/** ERC-1271: what a contract answers when a signature is its own. */
const MAGIC_VALUE = '0x1626ba7e';
const erc1271Abi = [
  {
    type: 'function',
    name: 'isValidSignature',
    stateMutability: 'view',
    inputs: [
      { name: 'hash', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    outputs: [{ type: 'bytes4' }],
  },
] as const;

/** What the chain says about shops: rows of the index, and the chain itself for signatures of contract accounts. */
export function createAuthority({ db }: Pick<Store, 'db'>, rpcUrl: string): Authority {
  const client = createClient({ transport: http(rpcUrl) });
  return {
    publishing: (shop, signer) => publishingTerms(db, { shop, signer }),
    quota: async (shop) => (await publishingTerms(db, { shop, signer: shop })).quota,
    async verifyContractSignature(signer, digest, signature) {
      const address: ViemAddress = signer;
      const code = await getCode(client, { address });
      if (code === undefined || code === '0x') return 'no_contract';
      try {
        const answer = await readContract(client, {
          address,
          abi: erc1271Abi,
          functionName: 'isValidSignature',
          args: [digest, bytesToHex(signature)],
        });
        return answer === MAGIC_VALUE ? 'valid' : 'invalid';
      } catch (error) {
        if (isNo(error)) return 'invalid';
        throw error;
      }
    },
  };
}

/** A contract that reverts or answers nonsense says no; an endpoint that does not answer says nothing. */
const isNo = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk(
    (cause) =>
      cause instanceof ContractFunctionRevertedError ||
      cause instanceof ContractFunctionZeroDataError ||
      cause instanceof AbiDecodingDataSizeTooSmallError,
  ) !== null;
