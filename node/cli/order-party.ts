import { createClient, http } from 'viem';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { cidFromDigest, RAW } from '../../protocol/block.ts';
import type { CheckPorts } from '../../protocol/checked-message.ts';
import { type Result, unwrap, VouchError } from '../../protocol/errors.ts';
import { openWithNumberedKeys } from '../../protocol/mailbox.ts';
import {
  buyerMailboxTypedData,
  type MailboxKey,
  mailboxKeyFromSignature,
  mailboxTypedData,
} from '../../protocol/mailbox-key.ts';
import type { MessagePlace } from '../../protocol/message-typed-data.ts';
import { addressSchema, bytes32Schema, type Hex } from '../../protocol/primitives.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { validate } from '../../protocol/validate.ts';
import { type ChainAccount, connectAccount } from '../chain/chain-account.ts';
import { askContractSignature } from '../chain/contract-signature.ts';
import { connectNode, type NodeClient } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';

/** Keys of a shop that are tried before it is said that another program made the key on the chain. */
const MOST_NUMBERS = 100;

/** An order, and the party of it whose key the command was given. */
export interface OrderParty {
  client: NodeClient;
  order: OrderDetail;
  me: ChainAccount;
  role: 'buyer' | 'seller';
  place: MessagePlace;
  /** The newest key of this party. */
  mailbox: MailboxKey;
  /** The shop's key on the chain. */
  shopKey: Hex;
  /** What checking and reading messages needs. */
  ports: CheckPorts;
  /** Opens with the keys of this party, the newest first. */
  open<T>(open: (identity: string) => Promise<Result<T>>): Promise<Result<T>>;
}

/**
 * Reads an order, and makes the keys of the party that the command acts for.
 * @throws VouchError `order.invalid`, `order.not_found`, `message.sender_unknown`, `mailbox.key_other`, and those of the key
 */
export async function orderParty({ positionals, values, env }: CommandInput): Promise<OrderParty> {
  const id = unwrap(validate(bytes32Schema, positionals[0], 'order'));
  const baseUrl = nodeOption(values, env);
  const account = await readAccount(text(values, 'key-file'), env);
  const client = connectNode(baseUrl);
  const [status, order] = await Promise.all([client.status(), client.order(id)]);
  const rpcUrl = `${baseUrl}/rpc`;
  const me = connectAccount({ rpcUrl, chainId: status.chainId, account });
  const role = me.address === order.buyer ? 'buyer' : me.address === order.shop ? 'seller' : undefined;
  if (role === undefined) {
    throw new VouchError({
      code: 'message.sender_unknown',
      message: `${me.address} is neither the buyer nor the shop of the order.`,
      hint: "Give the key file of the buyer's or the shop's account.",
      details: { field: 'key-file' },
    });
  }
  const place = { chainId: status.chainId, market: addressSchema.parse(status.contracts.market) };
  const keyOf = async (number: number): Promise<MailboxKey> =>
    mailboxKeyFromSignature(
      role === 'buyer'
        ? await account.signTypedData(buyerMailboxTypedData({ ...place, buyer: me.address, number }))
        : await account.signTypedData(mailboxTypedData({ ...place, shop: me.address, number })),
    );
  const shopKey = await me.read<Hex>({
    address: addressSchema.parse(status.contracts.shops),
    abi: shopsAbi,
    functionName: 'encryptionKey',
    args: [order.shop],
  });
  const newest = role === 'buyer' ? 1 : await numberOf(shopKey, keyOf);
  const chain = createClient({ transport: http(rpcUrl) });
  return {
    client,
    order,
    me,
    role,
    place,
    mailbox: await keyOf(newest),
    shopKey,
    ports: {
      ...place,
      recover: recoverSigner,
      verifyContractSignature: async (signed) => (await askContractSignature(chain, signed)) === 'valid',
      readBlock: (digest) => readSealed(client, digest),
      // A command has sent nothing yet that the node could lack.
      hasBlock: () => false,
    },
    open: (open) =>
      openWithNumberedKeys({ newest, identityOf: async (number) => (await keyOf(number)).identity, open }),
  };
}

/** Loads an encrypted block. @throws VouchError `block.not_found` */
export async function readSealed(client: NodeClient, digest: Hex): Promise<Uint8Array> {
  const cid = cidFromDigest(digest, RAW);
  return (await client.blocks([cid]))(cid);
}

/** Which of a shop's keys is on the chain: its account makes each again. */
async function numberOf(shopKey: Hex, keyOf: (number: number) => Promise<MailboxKey>): Promise<number> {
  for (let number = 1; number <= MOST_NUMBERS; number++) {
    if ((await keyOf(number)).publicKey === shopKey) return number;
  }
  throw new VouchError({
    code: 'mailbox.key_other',
    message: 'The key that the shop uses was not made by this account.',
    hint: "Read with the program that made the key, or set a new key at the seller's desk.",
    details: { field: 'key-file', limit: `keys 1 to ${MOST_NUMBERS}`, shopKey },
  });
}
