import { createClient, custom, type TypedDataDefinition } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { estimateFeesPerGas, estimateGas, getTransactionCount } from 'viem/actions';
import type { Hex } from '../../../protocol/primitives.ts';
import { localChain } from '../client.ts';
import { type Eip1193Provider, providerError, providerErrors } from '../provider.ts';

/** A request that needs the key. */
export interface SigningRequest {
  method: string;
  params: readonly unknown[];
  key: Hex;
  chainId: number;
  rpc: Eip1193Provider['request'];
}

/** What a page asks a wallet to send. */
interface WalletTransaction {
  from?: string;
  to?: Hex;
  data?: Hex;
  value?: Hex;
  gas?: Hex;
}

/**
 * Signs as an account whose key is at hand.
 * @returns a signature, or the hash of a transaction that was sent
 * @throws an EIP-1193 error for another account or an unknown method
 */
export async function sign({ method, params, key, chainId, rpc }: SigningRequest): Promise<Hex> {
  const account = privateKeyToAccount(key);
  const own = (address: unknown): void => {
    if (String(address).toLowerCase() !== account.address.toLowerCase())
      throw providerError(4_100, 'The demo wallet is another person now.');
  };
  if (method === 'personal_sign') {
    own(params[1]);
    // Safety: EIP-191 gives the message as hex.
    return account.signMessage({ message: { raw: params[0] as Hex } });
  }
  if (method === 'eth_signTypedData_v4') {
    own(params[0]);
    // Safety: EIP-712 gives the typed data as JSON; the account refuses what does not fit its types.
    return account.signTypedData(JSON.parse(String(params[1])) as TypedDataDefinition);
  }
  if (method !== 'eth_sendTransaction') throw providerError(providerErrors.unsupported, `${method} is not supported.`);
  // Safety: EIP-1193 gives one transaction; the chain refuses what it cannot read.
  const { from, to, data, value, gas } = params[0] as WalletTransaction;
  own(from);
  const client = createClient({
    account,
    chain: localChain(chainId),
    transport: custom({ request: rpc }, { retryCount: 0 }),
  });
  const transaction = {
    ...(to === undefined ? {} : { to }),
    ...(data === undefined ? {} : { data }),
    ...(value === undefined ? {} : { value: BigInt(value) }),
  };
  const [nonce, fees, limit] = await Promise.all([
    getTransactionCount(client, { address: account.address, blockTag: 'pending' }),
    estimateFeesPerGas(client),
    gas === undefined ? estimateGas(client, { account, ...transaction }) : BigInt(gas),
  ]);
  const signed = await account.signTransaction({
    ...transaction,
    ...fees,
    nonce,
    gas: limit,
    chainId,
    type: 'eip1559',
  });
  // Safety: the method answers with the hash.
  return (await rpc({ method: 'eth_sendRawTransaction', params: [signed] })) as Hex;
}
