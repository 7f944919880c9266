import { cidFromDigest, DAG_CBOR, RAW } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { emptyNote } from '../../protocol/compose-note.ts';
import type { Coupon } from '../../protocol/coupon.ts';
import { type Delivery, deliveriesOf, deliveryHash } from '../../protocol/delivery.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { GroupTermsDocument } from '../../protocol/group.ts';
import type { Head, SignedCatalogue } from '../../protocol/head.ts';
import type { Image } from '../../protocol/image.ts';
import { encodeListing, type Listing } from '../../protocol/listing.ts';
import type { Note, Recommendation } from '../../protocol/note.ts';
import type { Offer } from '../../protocol/offer.ts';
import type { Order } from '../../protocol/order.ts';
import type { OrderDetails } from '../../protocol/order-details.ts';
import type { Alliance } from '../../protocol/points.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Profile } from '../../protocol/profile.ts';
import type { Review } from '../../protocol/review.ts';

export const addressOf = (byte: string): Address => `0x${byte.repeat(20)}`;
export const bytes32Of = (byte: string): Hex => `0x${byte.repeat(32)}`;
export const rawCid = (byte: string) => cidFromDigest(bytes32Of(byte), RAW);
export const documentCid = (byte: string) => cidFromDigest(bytes32Of(byte), DAG_CBOR);

export const shop = addressOf('a1');
export const token = addressOf('c3');
export const market = addressOf('d4');
export const chainId = 31_337;

export const image = (): Image => ({
  alt: { en: 'A shirt' },
  sources: [{ cid: rawCid('11'), width: 320, height: 400, bytes: 12_345, type: 'image/webp' }],
});

export const listing = (changes: Partial<Listing> = {}): Listing => ({
  v: 1,
  type: 'listing',
  shop,
  handle: 'linen-shirt',
  kind: 'shipped',
  texts: {
    en: { title: 'Linen shirt', description: 'Light and **cool**.' },
    'zh-CN': { title: '亚麻衬衫', description: '轻薄透气。' },
  },
  tags: ['linen'],
  images: [image()],
  options: [{ name: { en: 'Size' }, values: [{ en: 'M' }, { en: 'L' }] }],
  variants: [
    { code: 'M', values: [0], image: 0 },
    { code: 'L', values: [1] },
  ],
  delivery: [
    {
      zone: 'domestic',
      name: { en: 'Domestic' },
      countries: ['DE'],
      firstUnits: '4000000',
      furtherUnits: '500000',
      minDays: 2,
      maxDays: 5,
    },
  ],
  ...changes,
});

export const profile = (changes: Partial<Profile> = {}): Profile => ({
  v: 1,
  type: 'profile',
  shop,
  texts: { en: { name: 'Linen & Co' } },
  ...changes,
});

export const review = (changes: Partial<Review> = {}): Review => ({
  v: 1,
  type: 'review',
  order: bytes32Of('0d'),
  language: 'en',
  text: 'Fits well.',
  photos: [],
  writtenAt: 1_800_000_000,
  ...changes,
});

export const listingBlock = encodeListing(listing());
export const deliveries: Delivery[] = deliveriesOf(listing().delivery);

export const entry = (changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  handle: 'linen-shirt',
  listing: listingBlock.cid,
  terms: {
    token,
    kind: 'shipped',
    shipWithinSeconds: 3 * 86_400,
    inspectWithinSeconds: 7 * 86_400,
    coverageBps: 2_000,
    commissionBps: 500,
    parentBps: 2_000,
    hostBps: 100,
    arbitrator: addressOf('e5'),
    delivery: deliveryHash(deliveries),
  },
  offers: [
    { code: 'M', priceUnits: '29900000', maxSold: 10 },
    { code: 'L', priceUnits: '31900000', maxSold: 4 },
  ],
  updatedAt: 1_800_000_000,
  ...changes,
});

export const offer = (changes: Partial<Offer> = {}): Offer => ({
  shop,
  listing: bytes32Of('22'),
  sku: bytes32Of('33'),
  token,
  priceUnits: 29_900_000n,
  maxSold: 10n,
  kind: 0,
  shipWithinSeconds: 259_200,
  inspectWithinSeconds: 604_800,
  coverageBps: 2_000,
  commissionBps: 500,
  parentBps: 2_000,
  hostBps: 100,
  arbitrator: addressOf('e5'),
  pickup: zeroAddress,
  pickupBps: 0,
  group: zeroBytes32,
  delivery: bytes32Of('44'),
  ...changes,
});

export const order = (changes: Partial<Order> = {}): Order => ({
  buyer: addressOf('b2'),
  shop,
  token,
  promoter: addressOf('f1'),
  parent: addressOf('f2'),
  host: addressOf('f3'),
  leader: addressOf('f4'),
  pickup: addressOf('f5'),
  arbitrator: addressOf('e5'),
  listing: bytes32Of('22'),
  sku: bytes32Of('33'),
  details: bytes32Of('55'),
  zone: bytes32Of('66'),
  group: bytes32Of('67'),
  handover: bytes32Of('68'),
  totalUnits: 33_900_001n,
  coverageUnits: 6_780_001n,
  version: 3n,
  paidAt: 1_800_000_000n,
  index: 0,
  quantity: 1,
  kind: 0,
  shipWithinSeconds: 259_200,
  inspectWithinSeconds: 604_800,
  commissionBps: 500,
  parentBps: 2_000,
  hostBps: 100,
  leaderBps: 200,
  pickupBps: 50,
  parameters: {
    feeBps: 100,
    minCoverageBps: 1_000,
    penaltyBps: 1_000,
    answerWithinSeconds: 259_200,
    escalateWithinSeconds: 172_800,
    ruleWithinSeconds: 604_800,
  },
  ...changes,
});

export const coupon = (changes: Partial<Coupon> = {}): Coupon => ({
  shop,
  token,
  skus: zeroBytes32,
  holder: zeroAddress,
  percentBps: 1_000,
  amountUnits: 0n,
  minimumUnits: 0n,
  maxUses: 100,
  maxUsesPerBuyer: 1,
  firstOrderOnly: false,
  validUntil: 1_800_000_000n,
  nonce: bytes32Of('09'),
  ...changes,
});

export const alliance = (changes: Partial<Alliance> = {}): Alliance => ({
  issuer: shop,
  acceptor: addressOf('a2'),
  token,
  rateBps: 5_000,
  maxDiscountBps: 2_000,
  capPoints: 1_000_000_000n,
  validUntil: 1_800_000_000n,
  ...changes,
});

export const groupTerms = (changes: Partial<GroupTermsDocument> = {}): GroupTermsDocument => ({
  priceUnits: '19900000',
  size: 3,
  withinSeconds: 86_400,
  leaderBps: 200,
  commissionBps: 0,
  ...changes,
});

export const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  v: 1,
  type: 'evidence',
  order: bytes32Of('0d'),
  language: 'en',
  text: 'The seam is open.',
  images: [image()],
  writtenAt: 1_800_000_000,
  ...changes,
});

/** An order without anybody who gets a share. */
export const plainOrder = (changes: Partial<Order> = {}): Order =>
  order({
    promoter: zeroAddress,
    parent: zeroAddress,
    host: zeroAddress,
    leader: zeroAddress,
    pickup: zeroAddress,
    group: zeroBytes32,
    handover: zeroBytes32,
    ...changes,
  });

export const signedCatalogue = (changes: Partial<SignedCatalogue> = {}): SignedCatalogue => ({
  shop,
  version: 3,
  root: bytes32Of('77'),
  offers: bytes32Of('88'),
  validUntil: 1_800_000_000,
  ...changes,
});

export const head = (changes: Partial<Head> = {}): Head => ({
  v: 1,
  type: 'head',
  catalogue: signedCatalogue(),
  signer: shop,
  signature: new Uint8Array(65).fill(1),
  ...changes,
});

export const addressDetails = (changes: object = {}): OrderDetails => ({
  v: 1,
  type: 'address',
  recipient: 'Ana Müller',
  lines: ['Hauptstraße 5'],
  city: 'Köln',
  country: 'DE',
  ...changes,
});

export const recommendation = (changes: Partial<Recommendation> = {}): Recommendation => ({
  shop,
  handle: 'linen-shirt',
  order: null,
  text: 'It lasts.',
  language: 'en',
  writtenAt: 1_700_000_000,
  ...changes,
});

export const note = (changes: Partial<Note> = {}): Note => ({
  ...emptyNote(addressOf('e5')),
  updatedAt: 1_800_000_000,
  ...changes,
});
