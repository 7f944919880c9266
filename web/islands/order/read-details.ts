import { readContract, signTypedData } from 'viem/actions';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { cidFromDigest, cidOf, RAW } from '../../../protocol/block.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { decryptDetails } from '../../../protocol/mailbox.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../../protocol/mailbox-key.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import { createWalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Connection } from '../../wallet/session.ts';
import { request } from '../api.ts';
import type { ChainProps } from '../props.ts';

/**
 * Opens the encrypted details of an order with the seller's mailbox key, which the wallet's signature makes again. The
 * key lives in this call only.
 * @param parts the order, the seller's wallet, and which of the shop's keys was in use, counted from 1
 * @throws VouchError `block.hash_mismatch`, `details.undecryptable`, `mailbox.key_other` and those of the wallet
 */
export async function readDetails(parts: {
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
  number: number;
}): Promise<OrderDetails> {
  const { chain, order, connection, number } = parts;
  const cid = cidFromDigest(bytes32Schema.parse(order.terms.details), RAW);
  const bytes = new Uint8Array(await (await request(`/ipfs/${cid}?format=raw`)).arrayBuffer());
  if (!cidOf(bytes, RAW).equals(cid)) {
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: 'The node answered other bytes than the order names.',
      hint: 'Use another node.',
    });
  }
  const client = createWalletClient({
    provider: connection.wallet.provider,
    account: connection.account,
    chainId: chain.chainId,
  });
  const market = contractAddress(chain.contracts, 'market');
  const shop = addressSchema.parse(order.shop);
  const signature = await signTypedData(client, {
    account: client.account,
    ...mailboxTypedData({ chainId: chain.chainId, market, shop, number }),
  });
  const key = mailboxKeyFromSignature(signature);
  const opened = await decryptDetails(bytes, key.identity);
  if (opened.ok) return opened.value;
  const current = await readContract(client, {
    address: contractAddress(chain.contracts, 'shops'),
    abi: shopsAbi,
    functionName: 'encryptionKey',
    args: [shop],
  });
  if (current !== key.publicKey) {
    throw new VouchError({
      code: 'mailbox.key_other',
      message: `Key ${number} of this wallet is not the key that the shop uses.`,
      hint: 'Try another key number, or the program that made the key.',
      cause: opened.error,
      details: { field: 'number', shopKey: current, publicKey: key.publicKey },
    });
  }
  return unwrap(opened);
}
