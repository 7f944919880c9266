import { signTypedData } from 'viem/actions';
import { contractError } from '../../../protocol/contract-errors.ts';
import {
  buyerMailboxTypedData,
  type MailboxKey,
  mailboxKeyFromSignature,
  mailboxTypedData,
} from '../../../protocol/mailbox-key.ts';
import { type MessageSigner, messageSignerFromSignature } from '../../../protocol/message-key.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { ensureChain } from '../../wallet/chain-check.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';

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
 * The keys of an account, which its wallet makes by one signature. The page remembers them until it is left.
 * @param role a shop's keys are others than those of the same account as a buyer
 * @param number counts the keys from 1
 * @throws VouchError `mailbox.signature_unsupported`, `wallet.rejected`, and what else the wallet throws
 */
export const ownKeys = (holder: KeyHolder, role: 'buyer' | 'seller', number = 1): Promise<OwnKeys> =>
  holder.page.memory.once(nameOf(role, holder, number), async () => {
    const { chain, connection } = holder;
    await onMarketChain(holder);
    const client = walletOf(holder);
    const account = addressSchema.parse(connection.account);
    const place = { chainId: chain.chainId, market: contractAddress(chain.contracts, 'market'), number };
    const request =
      role === 'seller'
        ? mailboxTypedData({ ...place, shop: account })
        : buyerMailboxTypedData({ ...place, buyer: account });
    // Safety: viem wants one kind of typed data for each call; both are of the kind that it checks at run time.
    const asked = { account: client.account, ...request } as Parameters<typeof signTypedData>[1];
    const signature = await signTypedData(client, asked).catch((cause: unknown) => {
      throw contractError(cause);
    });
    return { mailbox: mailboxKeyFromSignature(signature), signer: messageSignerFromSignature(signature) };
  });

/** True when the wallet need not be asked for the account's first keys. */
export const hasKeys = (holder: KeyHolder, role: 'buyer' | 'seller'): boolean =>
  holder.page.memory.has(nameOf(role, holder, 1));
