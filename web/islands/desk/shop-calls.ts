import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { Block } from '../../../protocol/block.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { noPermit } from '../../wallet/permit.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import { makeKeys } from '../keys/key-holder.ts';
import type { ChainProps } from '../props.ts';
import { uploadBlock } from '../upload-block.ts';
import type { RunTools } from '../wallet/run-transaction.ts';

/** Pages to come back to. */
const OPENING = '/sell';
const PATH = '/desk';

/**
 * Opens a shop: uploads its profile, makes the key for order details from a signature, and builds the call.
 * @param document the profile's block
 * @throws VouchError `block.hash_mismatch`, and those of the wallet
 */
export async function openShopCall(chain: ChainProps, document: Block, tools: RunTools): Promise<ContractCall> {
  const { client } = tools;
  const profile = await uploadBlock(document, '/api/v1/contents');
  tools.asking('message');
  const { mailbox } = await makeKeys({ client, chain }, { role: 'seller', number: 1 });
  return {
    kind: 'open_shop',
    address: contractAddress(chain.contracts, 'shops'),
    abi: shopsAbi,
    functionName: 'open',
    args: [profile, mailbox.publicKey],
    path: OPENING,
  };
}

/** Adds to the deposit, with a permit where the token takes one. */
export async function stakeCall(
  chain: ChainProps,
  { token, units }: { token: string; units: bigint },
  tools: RunTools,
): Promise<ContractCall> {
  const spender = contractAddress(chain.contracts, 'deposits');
  const allowance = { token: addressSchema.parse(token), spender, units };
  const permit = (await tools.allow(allowance, await chainTime(tools.client), PATH)) ?? noPermit;
  return {
    kind: 'stake',
    address: spender,
    abi: depositsAbi,
    functionName: 'stake',
    args: [allowance.token, units, permit],
    path: PATH,
  };
}

/** Starts to take out a part of the deposit; zero stops it. */
export const unbondCall = (chain: ChainProps, token: string, units: bigint): ContractCall => ({
  kind: 'unbond',
  address: contractAddress(chain.contracts, 'deposits'),
  abi: depositsAbi,
  functionName: 'unbond',
  args: [token, units],
  path: PATH,
});

/** Credits what left the deposit. */
export const takeOutCall = (chain: ChainProps, token: string): ContractCall => ({
  kind: 'withdraw_stake',
  address: contractAddress(chain.contracts, 'deposits'),
  abi: depositsAbi,
  functionName: 'withdraw',
  args: [token],
  path: PATH,
});
