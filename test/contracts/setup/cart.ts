import { type Delivery, deliveryHash, zoneId } from '../../../protocol/delivery.ts';
import type { Extras } from '../../../protocol/extras.ts';
import { noGroupTerms } from '../../../protocol/group.ts';
import { type Offer, offerLeaf } from '../../../protocol/offer.ts';
import { buildOfferTree } from '../../../protocol/offer-tree.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { catalogueTypes, marketDomain } from '../../../protocol/typed-data.ts';
import { ethers, networkHelpers, type Signer } from './chain.ts';
import type { TypedDataSigner } from './typed-data-signer.ts';
import { bytes32, dollars, type World } from './world.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const zero = ethers.ZeroAddress as Address;
const zeroHash = ethers.ZeroHash as Hex;

export interface Catalogue {
  shop: Address;
  version: bigint;
  root: Hex;
  offers: Hex;
  validUntil: bigint;
}

export interface Line {
  offer: Offer;
  proof: readonly Hex[];
  quantity: number;
  delivery: readonly Delivery[];
  choice: number;
  details: Hex;
  promoter: Address;
  host: Address;
  maxTotalUnits: bigint;
  /** At most one. */
  extras: readonly Extras[];
}

export interface Purchase {
  catalogue: Catalogue;
  signer: Address;
  signature: Hex;
  lines: Line[];
}

export const zones: Delivery[] = [
  { zone: zoneId('domestic'), firstUnits: dollars(5), furtherUnits: dollars(1) },
  { zone: zoneId('abroad'), firstUnits: dollars(20), furtherUnits: dollars(4) },
];

/** Extras that change nothing, or only what is named. */
export const makeExtras = (changes: Partial<Extras> = {}): Extras => ({
  group: noGroupTerms,
  leader: zero,
  groupDeadline: 0,
  handover: zeroHash,
  pointsIssuer: zero,
  points: 0n,
  coupons: [],
  ...changes,
});

/** What a line differs in from the usual: signed terms, or what the buyer adds to them. */
export interface LineOptions {
  offer?: Partial<Offer>;
  line?: Partial<Line>;
  deliveries?: readonly Delivery[];
}

export interface PurchaseOptions {
  shop?: Signer;
  signedBy?: TypedDataSigner;
  catalogue?: Partial<Catalogue>;
  lines?: readonly LineOptions[];
  /** Offers in the catalogue beside those bought. */
  further?: number;
  /** Changed after signing. */
  purchase?: Partial<Purchase>;
  chainId?: number;
}

const addressOf = (signer: Signer): Address => signer.address as Address;

/** A usual offer: $20, full split, $2 coverage. */
export function makeOffer(world: World, shop: Signer, { offer, deliveries = zones }: LineOptions, position = 0): Offer {
  return {
    shop: addressOf(shop),
    listing: bytes32('listing'),
    sku: bytes32(`sku ${position}`),
    token: world.addresses.demoDollar,
    priceUnits: dollars(20),
    maxSold: 1_000n,
    kind: 0,
    shipWithinSeconds: 3 * DAY,
    inspectWithinSeconds: 7 * DAY,
    coverageBps: 1_000,
    commissionBps: 1_000,
    parentBps: 2_000,
    hostBps: 200,
    arbitrator: addressOf(world.actors.arbitrator),
    pickup: zero,
    pickupBps: 0,
    group: zeroHash,
    delivery: deliveryHash(deliveries),
    ...offer,
  };
}

/** Signs a catalogue of the offers and puts the lines into one purchase. */
export async function makePurchase(world: World, options: PurchaseOptions = {}): Promise<Purchase> {
  const { actors, addresses } = world;
  const shop = options.shop ?? actors.shop;
  const lineOptions = options.lines ?? [{}];
  const offers = lineOptions.map((line, position) => makeOffer(world, shop, line, position));
  const leaves = offers.map(offerLeaf);
  const further = Array.from({ length: options.further ?? 1 }, (_, position) => bytes32(`further ${position}`));
  const tree = buildOfferTree([...leaves, ...further]);
  const catalogue: Catalogue = {
    shop: addressOf(shop),
    version: 1n,
    root: bytes32('root'),
    offers: tree.root,
    validUntil: BigInt((await networkHelpers.time.latest()) + 20 * DAY),
    ...options.catalogue,
  };
  const domain = marketDomain(options.chainId ?? 31_337, addresses.market);
  const signedBy = options.signedBy ?? actors.publisher;
  const types = { Catalogue: [...catalogueTypes.Catalogue] };
  return {
    catalogue,
    signer: addressOf(actors.publisher),
    signature: (await signedBy.signTypedData(domain, types, { ...catalogue })) as Hex,
    lines: lineOptions.map((line, position) => ({
      // Safety: one offer and one leaf were made of every line.
      offer: offers[position]!,
      proof: tree.proof(leaves[position]!) ?? [],
      quantity: 1,
      delivery: line.deliveries ?? zones,
      choice: 0,
      details: bytes32('details'),
      promoter: addressOf(actors.promoter),
      host: addressOf(actors.host),
      maxTotalUnits: 2n ** 128n - 1n,
      extras: [],
      ...line.line,
    })),
    ...options.purchase,
  };
}

/** Buys one usual cart, or one that differs from it. */
export async function buy(world: World, options: PurchaseOptions = {}, buyer: Signer = world.actors.buyer) {
  return world.market.as(buyer).buy([await makePurchase(world, options)], []);
}
