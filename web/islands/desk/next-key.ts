import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import { type KeyHolder, ownKeys } from '../keys/key-holder.ts';
import { createNumberMemory, currentShopKeys, shopKeysName } from '../keys/shop-keys.ts';
import type { RunTools } from '../wallet/run-transaction.ts';

/** Number of the key after the one in use; the first of this wallet where another program made the one in use. */
async function nextNumber(holder: KeyHolder): Promise<number> {
  const memory = createNumberMemory(localStorage);
  try {
    return (await currentShopKeys(holder, memory)).number + 1;
  } catch (error) {
    if (!(error instanceof VouchError) || error.code !== 'mailbox.key_other') throw error;
    return memory.find(holder.connection.account);
  }
}

/**
 * Gives the shop a new key for order details and messages: the next one that this wallet makes. What was encrypted to
 * earlier keys stays readable, because the wallet makes those again too.
 * @returns the call, and the number of the new key: tell `keepShopKeys` once the chain has it
 * @throws VouchError those of the wallet
 */
export async function nextKeyCall(
  holder: KeyHolder,
  tools: Pick<RunTools, 'asking'>,
): Promise<{ call: ContractCall; number: number }> {
  tools.asking('message');
  const number = await nextNumber(holder);
  const { mailbox } = await ownKeys(holder, 'seller', number);
  return {
    number,
    call: {
      kind: 'change_key',
      address: contractAddress(holder.chain.contracts, 'shops'),
      abi: shopsAbi,
      functionName: 'setEncryptionKey',
      args: [mailbox.publicKey],
      path: '/desk/settings',
    },
  };
}

/** Remembers which key is in use now. */
export function keepShopKeys(holder: KeyHolder, number: number): void {
  const { account } = holder.connection;
  createNumberMemory(localStorage).keep(account, number);
  holder.page.memory.forget(shopKeysName(account));
}
