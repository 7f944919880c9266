import { bytesToHex, hashTypedData } from 'viem';
import { signTypedData } from 'viem/actions';
import { contractError } from '../../../protocol/contract-errors.ts';
import {
  buyerMailboxTypedData,
  type MailboxKey,
  mailboxKeyFromSignature,
  mailboxTypedData,
} from '../../../protocol/mailbox-key.ts';
import { type MessageSigner, messageSignerFromSignature } from '../../../protocol/message-key.ts';
import { type PlainKey, signDigest } from '../../../protocol/plain-key.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { isPlainSignature } from '../../../protocol/signature-secret.ts';
import { ensureChain } from '../../wallet/chain-check.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import { createDeviceKeys, isContractAccount } from './device-key.ts';

/** Whose keys are asked for: the wallet, and the page that remembers them. */
export interface KeyHolder {
  page: Pick<PageParts, 'memory'>;
  chain: ChainProps;
  connection: Connection;
}

/** Both keys that one signature makes: it opens what was written to its owner, and signs what the owner writes. */
export interface OwnKeys {
  mailbox: MailboxKey;
  signer: MessageSigner;
}

/** Brings the wallet to the market's chain: most wallets sign for no other than the one that they are on. */
export const onMarketChain = ({ chain, connection }: Pick<KeyHolder, 'chain' | 'connection'>): Promise<void> =>
  ensureChain(connection.wallet.provider, { chainId: chain.chainId, rpcUrl: `${location.origin}/rpc` });

/** A client on the holder's wallet. */
export const walletOf = ({ chain, connection }: Pick<KeyHolder, 'chain' | 'connection'>): WalletClient =>
  createWalletClient({
    provider: connection.wallet.provider,
    account: connection.account,
    chainId: chain.chainId,
  });

const nameOf = (role: 'buyer' | 'seller', { connection }: KeyHolder, number: number): string =>
  `keys ${role} ${connection.account} ${number}`;

/**
 * Makes the keys of an account from one signature of its wallet. An account that cannot sign the same twice has them made by
 * a key of this browser instead, without being asked; what it writes is signed by a `MessageKey` in either case.
 * @param wallet its client, on the market's chain
 * @param options `role`: a shop's keys are others than those of the same account as a buyer; `number` counts from 1
 * @throws VouchError `wallet.rejected`, and what else the wallet throws
 */
export async function makeKeys(
  { client, chain }: { client: WalletClient; chain: ChainProps },
  { role, number }: { role: 'buyer' | 'seller'; number: number },
): Promise<OwnKeys> {
  const account = addressSchema.parse(client.account.address.toLowerCase());
  const place = { chainId: chain.chainId, market: contractAddress(chain.contracts, 'market'), number };
  const request =
    role === 'seller'
      ? mailboxTypedData({ ...place, shop: account })
      : buyerMailboxTypedData({ ...place, buyer: account });
  // Safety: viem wants one kind of typed data for each call; both are of the kind that it checks at run time.
  const asked = { account: client.account, ...request } as Parameters<typeof signTypedData>[1];
  const byDevice = (key: PlainKey): OwnKeys => keysOf(bytesToHex(signDigest(hashTypedData(asked), key)));
  const devices = createDeviceKeys(localStorage);
  const kept = devices.find(account);
  if (kept !== undefined) return byDevice(kept);
  if (await isContractAccount(client, account)) return byDevice(devices.make(account));
  const signature = await signTypedData(client, asked).catch((cause: unknown) => {
    throw contractError(cause);
  });
  // Neither is one of an account that will be a contract once it sends something.
  return isPlainSignature(signature) ? keysOf(signature) : byDevice(devices.make(account));
}

const keysOf = (signature: Hex): OwnKeys => ({
  mailbox: mailboxKeyFromSignature(signature),
  signer: messageSignerFromSignature(signature),
});

/**
 * The keys of an account. The page remembers them until it is left.
 * @param role a shop's keys are others than those of the same account as a buyer
 * @param number counts the keys from 1
 * @throws VouchError those of `makeKeys`
 */
export const ownKeys = (holder: KeyHolder, role: 'buyer' | 'seller', number = 1): Promise<OwnKeys> =>
  holder.page.memory.once(nameOf(role, holder, number), async () => {
    await onMarketChain(holder);
    return makeKeys({ client: walletOf(holder), chain: holder.chain }, { role, number });
  });

/** True when the wallet need not be asked for the account's first keys. */
export const hasKeys = (holder: KeyHolder, role: 'buyer' | 'seller'): boolean =>
  holder.page.memory.has(nameOf(role, holder, 1));
