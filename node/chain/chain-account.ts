import { type Abi, createClient, defineChain, erc20Abi, http, type LocalAccount } from 'viem';
import { estimateContractGas, getBlock, readContract, waitForTransactionReceipt, writeContract } from 'viem/actions';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { contractError } from '../../protocol/contract-errors.ts';
import { VouchError } from '../../protocol/errors.ts';
import { type Permit, permitOf, permitTypedData } from '../../protocol/permit.ts';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';

/** A call of one contract function. */
export interface ContractCall {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
}

/** An account that acts on the chain; every refusal is an error with a code of ours. */
export interface ChainAccount {
  address: Address;
  account: LocalAccount;
  read<T>(call: ContractCall): Promise<T>;
  /** Sends a transaction and waits until it is in a block; throws when the contract refuses, before anything is sent. */
  send(call: ContractCall): Promise<{ hash: Hex; block: bigint }>;
  /** Signs a permit for the whole amount, valid for an hour. */
  permit(token: Address, spender: Address, units: bigint): Promise<Permit>;
  balanceOf(token: Address): Promise<bigint>;
}

const PERMIT_SECONDS = 3_600n;

/**
 * Connects an account to a chain.
 * @param options JSON-RPC address, chain ID and the signing account
 */
export function connectAccount({
  rpcUrl,
  chainId,
  account,
}: {
  rpcUrl: string;
  chainId: number;
  account: LocalAccount;
}): ChainAccount {
  const chain = defineChain({
    id: chainId,
    name: `eip155:${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createClient({ account, chain, transport: http(rpcUrl, { retryCount: 2 }), pollingInterval: 100 });

  async function guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw contractError(error);
    }
  }

  const read = <T>(call: ContractCall): Promise<T> => guarded(() => readContract(client, call) as Promise<T>);

  return {
    address: addressSchema.parse(account.address) as Address,
    account,
    read,
    send: (call) =>
      guarded(async () => {
        const gas = await estimateContractGas(client, { ...call, account });
        // A tenth more than estimated: the block it lands in may touch fresh storage.
        const hash = await writeContract(client, { ...call, gas: (gas * 11n) / 10n });
        const receipt = await waitForTransactionReceipt(client, { hash });
        if (receipt.status !== 'success') {
          throw new VouchError({
            code: 'transaction.reverted',
            message: `The transaction ${hash} was reverted.`,
            hint: 'Look at the state again and retry.',
            details: { transaction: hash },
          });
        }
        return { hash, block: receipt.blockNumber };
      }),
    async permit(token, spender, units) {
      const [, name, version] = await read<[Hex, string, string]>({
        address: token,
        abi: demoDollarAbi as Abi,
        functionName: 'eip712Domain',
        args: [],
      });
      const nonce = await read<bigint>({
        address: token,
        abi: demoDollarAbi as Abi,
        functionName: 'nonces',
        args: [account.address],
      });
      const { timestamp } = await guarded(() => getBlock(client));
      const wall = BigInt(Math.floor(Date.now() / 1_000));
      const request = {
        chainId,
        token,
        name,
        version,
        owner: addressSchema.parse(account.address) as Address,
        spender,
        units,
        nonce,
        deadline: (timestamp > wall ? timestamp : wall) + PERMIT_SECONDS,
      };
      return permitOf(request, await account.signTypedData(permitTypedData(request)));
    },
    balanceOf: (token) =>
      read<bigint>({ address: token, abi: erc20Abi as Abi, functionName: 'balanceOf', args: [account.address] }),
  };
}
