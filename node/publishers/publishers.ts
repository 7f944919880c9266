import type { Logger } from 'pino';
import { hexToBytes } from 'viem';
import type { PublisherView } from '../../protocol/api/publisher.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { SignedCatalogue } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import type { Uploads } from '../api/context.ts';
import type { Authority } from '../p2p/ports.ts';
import { createShopRates } from '../p2p/shop-rates.ts';
import { createPublisherKeys, type KeptKey } from './publisher-keys.ts';

/** Shops for which a node keeps a key. */
const MOST_KEYS = 1_000;
/** Catalogues that a shop may have signed in a burst, and then each second: one in two minutes. */
const SIGNINGS = { burst: 30, perSecond: 1 / 120 };

type Published = Awaited<ReturnType<Uploads['publish']>>;

/**
 * Publisher keys that this node keeps for shops, so that prices change without a wallet. Such a key signs catalogues and
 * can never move money; it counts only while the shop allows it on chain.
 */
export interface Publishers {
  view(shop: Address): Promise<PublisherView>;
  /**
   * Makes a key for an open shop with a deposit.
   * @throws VouchError `publisher.owner_only`, `publisher.shop_uncovered`, `publisher.keys_full`
   */
  make(shop: Address, asked: Address): Promise<PublisherView>;
  /** Forgets the shop's key. @throws VouchError `publisher.owner_only` */
  remove(shop: Address, asked: Address): Promise<PublisherView>;
  /**
   * Signs a catalogue whose blocks were uploaded, and publishes it like any other: what a node would not accept is not
   * published, and its signature is given to nobody.
   * @param asked the account that is signed in: the shop, or one of its publishers
   * @throws VouchError `publisher.missing`, `publisher.not_allowed`, `publisher.rate_exceeded`, and those of publishing
   */
  publish(catalogue: Omit<SignedCatalogue, 'validUntil'>, asked: Address): Promise<Published>;
}

export interface PublishersOptions {
  dataDir: string;
  chainId: number;
  market: Address;
  authority: Pick<Authority, 'publishing' | 'quota'>;
  uploads: Pick<Uploads, 'publish'>;
  /** Unix seconds. */
  clock: () => number;
  log: Pick<Logger, 'info'>;
  /** Shops for which keys are kept. */
  mostKeys?: number;
}

/** Opens the keys in the node's data folder. */
export function createPublishers(options: PublishersOptions): Publishers {
  const { authority, clock, log } = options;
  const keys = createPublisherKeys(options.dataDir, options.mostKeys ?? MOST_KEYS);
  const rates = createShopRates(SIGNINGS);
  const allows = async (shop: Address, { address }: KeptKey): Promise<boolean> =>
    (await authority.publishing(shop, address)).mayPublish;
  const viewOf = async (shop: Address, kept: KeptKey | undefined): Promise<PublisherView> =>
    kept === undefined
      ? { publisher: null, allowed: false, createdAt: null }
      : { publisher: kept.address, allowed: await allows(shop, kept), createdAt: kept.createdAt };

  return {
    view: async (shop) => viewOf(shop, await keys.find(shop)),
    async make(shop, asked) {
      requireOwner(shop, asked);
      // A deposit is what keys cost: without it anybody could fill the node with keys.
      if ((await authority.quota(shop)) === null) throw uncovered(shop);
      const kept = await keys.make(shop, clock());
      log.info({ shop, publisher: kept.address }, 'keeps a publisher key for a shop');
      return viewOf(shop, kept);
    },
    async remove(shop, asked) {
      requireOwner(shop, asked);
      if (await keys.remove(shop)) log.info({ shop }, 'forgot the publisher key of a shop');
      return viewOf(shop, undefined);
    },
    async publish(catalogue, asked) {
      const { shop, version } = catalogue;
      const kept = await keys.find(shop);
      if (kept === undefined) throw missing(shop);
      if (!(await allows(shop, kept))) throw notAllowed(shop, kept.address);
      if (!rates.take(shop, clock())) throw tooMany(shop);
      const signed = { ...catalogue, validUntil: clock() + limits.catalogueValidSeconds - limits.clockSkewSeconds };
      const signature = await kept.account.signTypedData(catalogueTypedData(options.chainId, options.market, signed));
      log.info({ shop, version, asked, publisher: kept.address }, 'signs a catalogue for a shop');
      return options.uploads.publish({
        v: 1,
        type: 'head',
        catalogue: signed,
        signer: kept.address,
        signature: hexToBytes(signature),
      });
    },
  };
}

function requireOwner(shop: Address, asked: Address): void {
  if (asked === shop) return;
  throw new VouchError({
    code: 'publisher.owner_only',
    message: `${asked} is not the shop ${shop}.`,
    hint: "Sign in with the shop's own account.",
    details: { field: 'account', account: asked, shop },
  });
}

const uncovered = (shop: Address): VouchError =>
  new VouchError({
    code: 'publisher.shop_uncovered',
    message: `The shop ${shop} has no deposit with which nodes carry it.`,
    hint: 'Open the shop and put down the least deposit first.',
    details: { field: 'shop', shop },
  });

const missing = (shop: Address): VouchError =>
  new VouchError({
    code: 'publisher.missing',
    message: `This node keeps no publisher key for ${shop}.`,
    hint: 'Make one at the desk, or sign with your wallet.',
    details: { field: 'shop', shop },
  });

const notAllowed = (shop: Address, publisher: Address): VouchError =>
  new VouchError({
    code: 'publisher.not_allowed',
    message: `The shop ${shop} does not allow the key ${publisher} on chain.`,
    hint: 'Allow it at the desk with one transaction, or sign with your wallet.',
    details: { field: 'publisher', publisher, shop },
  });

const tooMany = (shop: Address): VouchError =>
  new VouchError({
    code: 'publisher.rate_exceeded',
    message: `This node signed ${SIGNINGS.burst} catalogues for ${shop} in a short time.`,
    hint: 'Put several changes into one version, and wait two minutes for the next.',
    retryable: true,
    details: { field: 'shop', limit: `${SIGNINGS.burst} at once, then one in two minutes` },
  });
