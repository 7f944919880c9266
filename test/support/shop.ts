import type { Abi, LocalAccount } from 'viem';
import type { ChainAccount } from '../../node/chain/chain-account.ts';
import type { NodeClient } from '../../node/shop/node-client.ts';
import { publishDrafts } from '../../node/shop/publish-drafts.ts';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { deliveriesOf, deliveryHash } from '../../protocol/delivery.ts';
import { VouchError } from '../../protocol/errors.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import type { Profile } from '../../protocol/profile.ts';
import type { TestMarket } from './market.ts';
import { addressOf, person } from './people.ts';
import { until } from './until.ts';

/** Token units in one whole token. */
export const WHOLE = 1_000_000n;

/** Gives an account tokens to spend. */
export const mint = (market: TestMarket, account: ChainAccount, units: bigint) =>
  account.send({ address: market.token, abi: demoDollarAbi as Abi, functionName: 'mint', args: [units] });

/** A profile in English and Chinese. @param more what it says beside that, or instead */
export const profileOf = (shop: Address, name: string, more: Partial<Profile> = {}): Profile => ({
  v: 1,
  type: 'profile',
  shop,
  texts: { en: { name, tagline: `The shop of ${name}` }, 'zh-CN': { name: `${name} 小店` } },
  ...more,
});

/**
 * Opens a shop on the chain with a deposit, and waits until the first node knows of it.
 * @param options which seller, the shop's name, what else its profile says, and the deposit in token units
 */
export async function openShop(
  market: TestMarket,
  options: { seller?: number; name?: string; profile?: Partial<Profile>; stakeUnits?: bigint } = {},
): Promise<ChainAccount> {
  const { seller = 0, name = 'Blue Kiln', stakeUnits = 1_000n * WHOLE } = options;
  const { client, deployment, token } = market;
  const { contracts, chainId } = deployment;
  const account = market.account('seller', seller);
  const shop = account.address;
  const profile = encodeDocument(profileOf(shop, name, options.profile));
  await client.content(profile.bytes, 'application/vnd.ipld.dag-cbor');
  const { publicKey } = mailboxKeyFromSignature(
    await account.account.signTypedData(mailboxTypedData({ chainId, market: contracts.market, shop, number: 1 })),
  );
  await account.send({
    address: contracts.shops,
    abi: shopsAbi as Abi,
    functionName: 'open',
    args: [digestOf(profile.cid), publicKey],
  });
  await mint(market, account, stakeUnits);
  const permit = await account.permit(token, contracts.deposits, stakeUnits);
  const { block } = await account.send({
    address: contracts.deposits,
    abi: depositsAbi as Abi,
    functionName: 'stake',
    args: [token, stakeUnits, permit],
  });
  await indexed(client, block);
  return account;
}

/** Waits until a node has indexed a block; one that has too much to do is asked again. */
export const indexed = (client: NodeClient, block: bigint) =>
  until(`block ${block} in the index`, async () => {
    const status = await client.status().catch((error: unknown) => {
      if (error instanceof VouchError && error.retryable) return undefined;
      throw error;
    });
    return status !== undefined && status.block >= Number(block);
  });

/** A listing with one variant, coded `one`, delivered everywhere for free. */
export function draft(
  market: TestMarket,
  options: {
    shop: Address;
    handle: string;
    title?: string;
    priceUnits?: bigint;
    stock?: number;
    terms?: Partial<Draft['terms']>;
    listing?: Partial<Draft['listing']>;
  },
): Draft {
  const { shop, handle, title = handle, priceUnits = 20n * WHOLE, stock = 100 } = options;
  const delivery: Draft['listing']['delivery'] = [
    {
      zone: 'world',
      name: { en: 'Everywhere' },
      countries: ['*'],
      firstUnits: '0',
      furtherUnits: '0',
      minDays: 2,
      maxDays: 9,
    },
  ];
  return {
    listing: {
      v: 1,
      type: 'listing',
      shop,
      handle,
      kind: 'shipped',
      texts: { en: { title, description: `All about ${title}.` } },
      tags: ['test'],
      images: [],
      options: [],
      variants: [{ code: 'one', values: [] }],
      delivery,
      ...options.listing,
    },
    terms: {
      token: market.token,
      kind: 'shipped',
      shipWithinSeconds: 86_400,
      inspectWithinSeconds: 86_400,
      coverageBps: 2_000,
      commissionBps: 1_000,
      parentBps: 2_000,
      hostBps: 100,
      arbitrator: addressOf(person('arbitrator')),
      delivery: deliveryHash(deliveriesOf(delivery)),
      ...options.terms,
    },
    offers: [{ code: 'one', priceUnits: priceUnits.toString(), maxSold: stock }],
  };
}

/** Merges drafts into a shop's catalogue and publishes it on a node. @returns undefined when nothing changed */
export const publish = (
  market: TestMarket,
  account: LocalAccount,
  drafts: readonly Draft[],
  options: { client?: NodeClient; replace?: boolean } = {},
) =>
  publishDrafts({
    client: options.client ?? market.client,
    account,
    shop: addressOf(account),
    chainId: market.deployment.chainId,
    market: market.deployment.contracts.market,
    drafts,
    replace: options.replace ?? false,
    clock: () => Math.floor(Date.now() / 1_000),
  });
