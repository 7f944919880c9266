import { readFile } from 'node:fs/promises';
import type { LocalAccount } from 'viem';
import { connectNode, type NodeClient } from '../../../node/shop/node-client.ts';
import { publishDrafts } from '../../../node/shop/publish-drafts.ts';
import type { Block } from '../../../protocol/block.ts';
import { digestOf, encodeDocument } from '../../../protocol/block.ts';
import { deploymentSchema } from '../../../protocol/deployment.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { type Evidence, encodeEvidence } from '../../../protocol/evidence.ts';
import type { Image } from '../../../protocol/image.ts';
import { encryptDetails } from '../../../protocol/mailbox.ts';
import type { MessagePlace } from '../../../protocol/message-typed-data.ts';
import { type Address, addressSchema, zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Review } from '../../../protocol/review.ts';
import { operatorAccount, personaAccounts } from '../accounts.ts';
import { disputeEvidence, type PastEvidence } from '../disputes.ts';
import { known } from '../known.ts';
import { market } from '../market.ts';
import type { PastOrder, PastReview } from '../shop-content.ts';
import { detailsFor } from './delivery-details.ts';
import { MARKET_AGE_SECONDS } from './deploy-demo.ts';
import { draftFrom } from './documents.ts';
import { type HistoryOrder, liveHistory } from './history.ts';
import { startLoyalty } from './loyalty.ts';
import { openPast } from './past-chain.ts';
import { pastGroups } from './past-groups.ts';
import { type Sides, sendConversations, writeConversations } from './past-messages.ts';
import { buyerMailboxOf, fundPeople, mailboxOf, openShops, registerPromoters, takeSeats } from './people.ts';
import type { MarketPictures } from './pictures.ts';
import { type ShopStock, stockShop } from './shop-stock.ts';
import { publishNotes, signNotes } from './sign-notes.ts';

/** Outcomes of orders that are still open: their sellers can read where the goods go. */
const OPEN = new Set(['paid', 'overdue', 'shipped', 'disputed', 'escalated', 'pooling', 'group-over', 'in-court']);

export interface SeedOptions {
  rpcUrl: string;
  /** HTTP address of the node that publishes; it knows the chain already. */
  nodeUrl: string;
  deploymentFile: string;
  /** What `drawMarket` gives; it may be begun early. */
  pictures: Promise<MarketPictures>;
  say(text: string): void;
}

/**
 * Fills a fresh local market: shops with deposits, promoters, months of orders and reviews, and catalogues
 * published through a node like any seller's.
 */
export async function seedMarket({ rpcUrl, nodeUrl, deploymentFile, say, ...options }: SeedOptions): Promise<void> {
  const { chainId, contracts } = deploymentSchema.parse(JSON.parse(await readFile(deploymentFile, 'utf8')));
  const { demoDollar } = contracts;
  if (demoDollar === undefined)
    throw new VouchError({
      code: 'demo.token_missing',
      message: 'The demo market needs the demo dollar.',
      hint: 'Delete the data folder and start again.',
    });
  const now = Math.floor(Date.now() / 1_000);
  const openedAt = now - MARKET_AGE_SECONDS + 3_600;
  const accounts = personaAccounts();
  const client = connectNode(nodeUrl);

  say('Drawing the pictures of the demo market');
  const pictures = await options.pictures;
  const stocks = makeStocks({
    accounts,
    pictures,
    chainId,
    market: contracts.market,
    court: contracts.court,
    token: demoDollar,
    openedAt,
    now,
  });

  say('Living through three months of orders and reviews');
  const past = openPast({ rpcUrl, chainId });
  const place = { chainId, market: contracts.market };
  const people = { past, chainId, contracts: { ...contracts, demoDollar } };
  let second = openedAt;
  const nextSecond = () => second++;
  await fundPeople(people, [...accounts.values()], nextSecond);
  await openShops(people, [...stocks.values()], nextSecond);
  await registerPromoters(people, market.personas, accounts, nextSecond);
  await takeSeats(people, market.personas, accounts, nextSecond);
  await startLoyalty({
    past,
    chainId,
    discounts: contracts.discounts,
    token: demoDollar,
    issuer: known(stocks, 'kiln-and-cloud').account,
    acceptor: known(stocks, 'mist-ridge').account,
    validUntil: now + 365 * 86_400,
    nextSecond,
  });

  const details: Block[] = [];
  const orders = await Promise.all(
    market.orders.map(async (order): Promise<HistoryOrder> => {
      const stock = known(stocks, order.shop);
      const isOpen = OPEN.has(order.outcome);
      const buyer = known(accounts, order.buyer);
      const block = isOpen ? await sealedDetails(order, { buyer, seller: stock.account }, place) : undefined;
      if (block) details.push(block);
      const review = market.reviews.find((each) => each.order === order.id);
      const evidence = disputeEvidence[order.id];
      return {
        order,
        listing: listingOf(order),
        stock,
        buyer,
        promoter: order.promoter === undefined ? undefined : known(accounts, order.promoter),
        details: block === undefined ? zeroBytes32 : digestOf(block.cid),
        ...(review === undefined ? {} : { review }),
        ...(evidence === undefined ? {} : { evidence }),
      };
    }),
  );
  const { contents, evidence, paid } = await liveHistory(orders, {
    past,
    rpcUrl,
    contracts,
    groups: pastGroups(contracts.groups),
    host: addressSchema.parse(operatorAccount(1).address) as Address,
    arbitrator: known(accounts, arbitratorId()),
    now,
    reviewBlock: (review, kind, order, writtenAt) =>
      encodeDocument(reviewDocument({ review, kind, order, writtenAt, pictures })),
    evidenceBlock: (piece, { order: past }, order, writtenAt) =>
      encodeEvidence(evidenceDocument({ piece, past, order, writtenAt, pictures })),
  });

  // An empty block in the present ends the past: from here on, calls see the time of today.
  await past.mine(Math.floor(Date.now() / 1_000), []);

  say('Publishing the shops');
  await publishAll({ client, stocks, pictures, chainId, market: contracts.market, now });
  for (const block of evidence) await client.evidence(block.bytes);
  for (const block of contents) await client.content(block.bytes, 'application/vnd.ipld.dag-cbor');
  for (const block of details) await client.content(block.bytes, 'application/vnd.ipld.raw');
  const orderIds = new Map(Array.from(paid, ([name, { id }]) => [name, id]));
  await publishNotes(client, await signNotes({ accounts, place, orderIds, now }));
  const sides = new Map(orders.map(({ order, buyer, stock }) => [order.id, { buyer, seller: stock.account }]));
  await sendConversations(client, await writeConversations({ place, sides, paid }));
}

/** Where an order goes, for the eyes of both sides. */
async function sealedDetails(order: PastOrder, { buyer, seller }: Sides, place: MessagePlace): Promise<Block> {
  const [own, shop] = await Promise.all([buyerMailboxOf(buyer, place), mailboxOf(seller, place)]);
  return encryptDetails(detailsFor(order, own.publicKey), shop.publicKey, own.publicKey);
}

interface StockOptions {
  accounts: Map<string, LocalAccount>;
  pictures: MarketPictures;
  chainId: number;
  market: Address;
  court: Address;
  token: Address;
  openedAt: number;
  now: number;
}

function makeStocks({ accounts, pictures, token, court, ...common }: StockOptions): Map<string, ShopStock> {
  const addressOf = (person: string): Address => addressSchema.parse(known(accounts, person).address) as Address;
  return new Map(
    market.shops.map((shop) => {
      const { handle, judge } = shop.profile;
      const seller = market.personas.find((persona) => persona.shop === handle);
      const account = known(accounts, seller?.id ?? handle);
      const shopAddress = addressSchema.parse(account.address) as Address;
      const drafts = shop.listings.map((listing) =>
        draftFrom({
          shopAddress,
          shop,
          listing,
          pictures: pictures.listing(handle, listing.handle),
          token,
          arbitrator: judge === 'court' ? court : addressOf(arbitratorId()),
          addressOf,
          soldByCode: soldIn(handle, listing.handle),
        }),
      );
      const { look } = shop.profile;
      const header = look === undefined ? undefined : pictures.listing(handle, look.header).at(-1)?.image;
      const shown = { logo: pictures.logo(handle), ...(header === undefined ? {} : { header }) };
      return [handle, stockShop({ account, shop, drafts, pictures: shown, ...common })];
    }),
  );
}

const arbitratorId = (): string => market.personas.find(({ role }) => role === 'arbitrator')?.id ?? 'arbitrator';

function soldIn(shop: string, listing: string): Map<string, number> {
  const sold = new Map<string, number>();
  for (const order of market.orders) {
    if (order.shop === shop && order.listing === listing)
      sold.set(order.sku, (sold.get(order.sku) ?? 0) + order.quantity);
  }
  return sold;
}

function listingOf(order: PastOrder) {
  const listing = market.shops
    .find(({ profile }) => profile.handle === order.shop)
    ?.listings.find(({ handle }) => handle === order.listing);
  if (!listing) throw new RangeError(`the order ${order.id} names no listing`);
  return listing;
}

function reviewDocument({
  review,
  kind,
  order,
  writtenAt,
  pictures,
}: {
  review: PastReview;
  kind: 'review' | 'reply';
  order: Review['order'];
  writtenAt: number;
  pictures: MarketPictures;
}): Review {
  const photos: Image[] = kind === 'review' && review.photo !== undefined ? [pictures.photo(review.photo)] : [];
  return {
    v: 1,
    type: kind,
    order,
    language: review.language,
    text: kind === 'review' ? review.text : (review.reply ?? ''),
    photos,
    writtenAt,
  };
}

function evidenceDocument({
  piece: { picture, language, text },
  past,
  order,
  writtenAt,
  pictures,
}: {
  piece: PastEvidence;
  past: PastOrder;
  order: Evidence['order'];
  writtenAt: number;
  pictures: MarketPictures;
}): Evidence {
  const shown = picture === 'listing' ? pictures.listing(past.shop, past.listing).slice(0, 1) : [];
  const images = typeof picture === 'object' ? [pictures.photo(picture.photo)] : shown.map(({ image }) => image);
  return { v: 1, type: 'evidence', order, language, text, images, writtenAt };
}

async function publishAll({
  client,
  stocks,
  pictures,
  chainId,
  market: marketAddress,
  now,
}: {
  client: NodeClient;
  stocks: Map<string, ShopStock>;
  pictures: MarketPictures;
  chainId: number;
  market: Address;
  now: number;
}): Promise<void> {
  await client.upload(pictures.blocks);
  for (const { account, address, drafts, profile, nextVersion } of stocks.values()) {
    await publishDrafts({
      client,
      account,
      shop: address,
      chainId,
      market: marketAddress,
      drafts,
      replace: true,
      profile,
      leastVersion: nextVersion,
      clock: () => now,
    });
  }
}
