import { BaseError, createClient, encodeFunctionData, http, isHex, RpcRequestError } from 'viem';
import { getCode } from 'viem/actions';
import { bytesToHex } from 'viem/utils';
import { publishingTerms } from '../indexer/catalogue/publishing.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { VouchError } from '../protocol/errors.ts';
import type { Authority } from './p2p/ports.ts';

/** ERC-1271: what a contract answers when a signature is its own, as the market contract compares it: a whole word. */
const YES = `0x1626ba7e${'0'.repeat(56)}`;
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
      const code = await getCode(client, { address: signer });
      if (code === undefined || code === '0x') return 'no_contract';
      const data = encodeFunctionData({ abi: erc1271Abi, args: [digest, bytesToHex(signature)] });
      let answer: unknown;
      try {
        answer = await client.request({ method: 'eth_call', params: [{ to: signer, data }, 'latest'] });
      } catch (error) {
        if (isNo(error)) return 'invalid';
        throw error;
      }
      if (isHex(answer)) return answer.slice(0, YES.length).toLowerCase() === YES ? 'valid' : 'invalid';
      throw new VouchError({
        code: 'chain.unavailable',
        message: 'The chain answered a call with something that is no data.',
        hint: 'Check RPC_URL.',
        retryable: true,
      });
    },
  };
}

/** JSON-RPC's code for a call that was reverted. */
const REVERTED = 3;

/** A contract that fails says no; an endpoint that does not answer says nothing. */
function isNo(error: unknown): boolean {
  const refusal = error instanceof BaseError ? error.walk((cause) => cause instanceof RpcRequestError) : null;
  if (!(refusal instanceof RpcRequestError)) return false;
  return (
    refusal.code === REVERTED || /revert|out of gas|invalid (opcode|jump)|stack (under|over)flow/i.test(refusal.details)
  );
}
