import type { Abi } from 'viem';
import { hostsAbi } from '../../protocol/abi/hosts.ts';
import type { StatusView } from '../../protocol/api/status.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import { type ChainAccount, connectAccount } from '../chain/chain-account.ts';
import { connectNode } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';

/** The operator's account before the register of the node that a command names. */
export async function hostRegister(
  values: CommandInput['values'],
  env: NodeJS.ProcessEnv,
): Promise<{ status: StatusView; me: ChainAccount; hosts: { address: Address; abi: Abi } }> {
  const baseUrl = nodeOption(values, env);
  const status = await connectNode(baseUrl).status();
  const me = connectAccount({
    rpcUrl: `${baseUrl}/rpc`,
    chainId: status.chainId,
    account: await readAccount(text(values, 'key-file'), env),
  });
  return { status, me, hosts: { address: addressSchema.parse(status.contracts.hosts), abi: hostsAbi as Abi } };
}
