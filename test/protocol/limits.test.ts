import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { listQuery } from '../../protocol/api/common.ts';
import { namesQuery } from '../../protocol/api/person.ts';
import { encodeDocument } from '../../protocol/block.ts';
import { catalogueEntrySchema, catalogueRootSchema, treeBranchSchema } from '../../protocol/catalogue.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { couponSchema } from '../../protocol/coupon.ts';
import type { Result } from '../../protocol/errors.ts';
import { decodeEvidence, evidenceSchema } from '../../protocol/evidence.ts';
import { groupTermsSchema } from '../../protocol/group.ts';
import { decodeHead } from '../../protocol/head.ts';
import { hostAnnouncementSchema } from '../../protocol/host.ts';
import { imageSchema } from '../../protocol/image.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeListing, handleSchema, listingSchema } from '../../protocol/listing.ts';
import { decodeMessage, messageSchema } from '../../protocol/message.ts';
import { attachmentSchema, messageBodySchema } from '../../protocol/message-body.ts';
import { decodeNote, type Note, noteSchema } from '../../protocol/note.ts';
import { orderDetailsSchema } from '../../protocol/order-details.ts';
import { allianceSchema, programSchema } from '../../protocol/points.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeProfile, profileSchema } from '../../protocol/profile.ts';
import { decodeReview, reviewSchema } from '../../protocol/review.ts';
import { themeSchema } from '../../protocol/theme.ts';
import { buildTree, decodeTreeNode } from '../../protocol/tree.ts';
import {
  addressDetails,
  alliance,
  bytes32Of,
  coupon,
  documentCid,
  entry,
  evidence,
  groupTerms,
  image,
  listing,
  note,
  profile,
  recommendation,
  review,
  shop,
} from './samples.ts';

type Limit = keyof typeof limits;
const accepts = (schema: z.ZodType) => (value: unknown) => schema.safeParse(value).success;
const text = (length: number) => 'x'.repeat(length);
const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const letters = 'abcdefghijklmnopqrstuvwxyz';
const localised = (count: number) => Object.fromEntries(list(count, (index) => [`a${letters[index]}`, 'x']));
const zone = listing().delivery[0]!;
const terms = entry().terms;
const countries = (count: number) =>
  list(count, (index) => `${letters[Math.floor(index / 26)]}${letters[index % 26]}`.toUpperCase());
const couponJson = (changes: object) => ({
  ...coupon(),
  amountUnits: '0',
  minimumUnits: '0',
  validUntil: 1_800_000_000,
  ...changes,
});
const allianceJson = (changes: object) => ({
  ...alliance(),
  capPoints: '5',
  validUntil: 1_800_000_000,
  ...changes,
});
const announcement = (changes: object) => ({
  peerId: `0x${'12'.repeat(38)}`,
  endpoints: [],
  payout: shop,
  ...changes,
});
const root = (changes: object) => ({
  v: 1,
  type: 'catalogue',
  shop,
  version: 1,
  previous: null,
  profile: null,
  offers: bytes32Of('01'),
  count: 1,
  tree: documentCid('02'),
  ...changes,
});

const body = (changes: object) => ({
  v: 1,
  type: 'text',
  order: bytes32Of('0d'),
  text: 'x',
  replyKey: bytes32Of('05'),
  attachments: [],
  ...changes,
});
const attachment = { digest: bytes32Of('06'), width: 1, height: 1, type: 'image/webp', bytes: 1 };

/** For each limit that a schema holds: a value of exactly that size, and whether it is accepted. */
const bySchema: Partial<Record<Limit, (size: number) => boolean>> = {
  handleCharacters: (size) => accepts(handleSchema)(text(size)),
  titleCharacters: (size) => accepts(listingSchema)(listing({ texts: { en: { title: text(size), description: '' } } })),
  descriptionCharacters: (size) =>
    accepts(listingSchema)(listing({ texts: { en: { title: 'x', description: text(size) } } })),
  languages: (size) =>
    accepts(listingSchema)(listing({ options: [{ name: localised(size), values: [{ en: 'M' }, { en: 'L' }] }] })) &&
    accepts(profileSchema)(
      profile({ texts: Object.fromEntries(Object.keys(localised(size)).map((tag) => [tag, { name: 'x' }])) }),
    ),
  tags: (size) => accepts(listingSchema)(listing({ tags: list(size, (index) => `t${index}`) })),
  tagCharacters: (size) => accepts(listingSchema)(listing({ tags: [text(size)] })),
  images: (size) => accepts(listingSchema)(listing({ images: list(size, image) })),
  imageSources: (size) => accepts(imageSchema)({ sources: list(size, () => image().sources[0]) }),
  imageBytes: (size) => accepts(imageSchema)({ sources: [{ ...image().sources[0], bytes: size }] }),
  imageWidthPixels: (size) => accepts(imageSchema)({ sources: [{ ...image().sources[0], width: size, height: size }] }),
  options: (size) =>
    accepts(listingSchema)(
      listing({
        options: list(size, () => ({ name: { en: 'O' }, values: [{ en: 'V' }] })),
        variants: [{ code: 'A', values: list(size, () => 0) }],
      }),
    ),
  optionValues: (size) =>
    accepts(listingSchema)(listing({ options: [{ name: { en: 'O' }, values: list(size, () => ({ en: 'V' })) }] })),
  optionCharacters: (size) =>
    accepts(listingSchema)(listing({ options: [{ name: { en: text(size) }, values: [{ en: 'M' }, { en: 'L' }] }] })),
  variants: (size) =>
    accepts(listingSchema)(listing({ variants: list(size, (index) => ({ code: `${index}`, values: [0] })) })) &&
    accepts(catalogueEntrySchema)(
      entry({ offers: list(size, (index) => ({ code: `${index}`, priceUnits: '1', maxSold: 1 })) }),
    ),
  skuCodeCharacters: (size) => accepts(listingSchema)(listing({ variants: [{ code: text(size), values: [0] }] })),
  deliveryZones: (size) =>
    accepts(listingSchema)(listing({ delivery: list(size, (index) => ({ ...zone, zone: `z${index}` })) })),
  deliveryCountries: (size) => accepts(listingSchema)(listing({ delivery: [{ ...zone, countries: countries(size) }] })),
  reviewCharacters: (size) => accepts(reviewSchema)(review({ text: text(size) })),
  reviewPhotos: (size) => accepts(reviewSchema)(review({ photos: list(size, image) })),
  evidenceCharacters: (size) => accepts(evidenceSchema)(evidence({ text: text(size) })),
  evidenceImages: (size) => accepts(evidenceSchema)(evidence({ images: list(size, image) })),
  disclosures: (size) =>
    accepts(evidenceSchema)(
      evidence({ disclosed: list(size, () => ({ digest: bytes32Of('06'), fileKey: `0x${'ab'.repeat(16)}` })) }),
    ),
  messageCharacters: (size) => accepts(messageBodySchema)(body({ text: text(size) })),
  messageAttachments: (size) =>
    accepts(messageBodySchema)(body({ attachments: list(size, () => attachment) })) &&
    accepts(messageSchema)({
      order: bytes32Of('0d'),
      sender: shop,
      sentAt: 1_800_000_000,
      body: bytes32Of('06'),
      attachments: list(size, () => bytes32Of('07')),
    }),
  attachmentBytes: (size) => accepts(attachmentSchema)({ ...attachment, bytes: size }),
  noteNameCharacters: (size) => accepts(noteSchema)(note({ names: { en: text(size) } })),
  noteAboutCharacters: (size) => accepts(noteSchema)(note({ about: { en: text(size) } })),
  noteFollows: (size) => {
    const accounts = list(size, (index) => `0x${index.toString(16).padStart(40, '0')}`);
    return (
      accepts(noteSchema)(note({ followsPeople: accounts as Address[] })) &&
      accepts(noteSchema)(
        note({ followsPeople: accounts.slice(9), followsShops: accounts.slice(0, 9) } as Partial<Note>),
      )
    );
  },
  noteRecommendations: (size) =>
    accepts(noteSchema)(note({ recommendations: list(size, (index) => recommendation({ handle: `h${index}` })) })),
  recommendationCharacters: (size) =>
    accepts(noteSchema)(note({ recommendations: [recommendation({ text: text(size) })] })),
  couponPercentBps: (size) => accepts(couponSchema)(couponJson({ percentBps: size })),
  pointsEarnBps: (size) => accepts(programSchema)({ earnBps: size, maxDiscountBps: 0 }),
  pointsDiscountBps: (size) =>
    accepts(programSchema)({ earnBps: 0, maxDiscountBps: size }) &&
    accepts(allianceSchema)(allianceJson({ maxDiscountBps: size })),
  pointsRateBps: (size) => accepts(allianceSchema)(allianceJson({ rateBps: size })),
  groupMembers: (size) => accepts(groupTermsSchema)(groupTerms({ size })),
  groupWindowSeconds: (size) => accepts(groupTermsSchema)(groupTerms({ withinSeconds: size })),
  hostEndpoints: (size) =>
    accepts(hostAnnouncementSchema)(announcement({ endpoints: list(size, () => '/ip4/1.2.3.4') })),
  hostEndpointBytes: (size) => accepts(hostAnnouncementSchema)(announcement({ endpoints: ['/'.padEnd(size, 'a')] })),
  hostPeerIdBytes: (size) => accepts(hostAnnouncementSchema)(announcement({ peerId: `0x${'12'.repeat(size)}` })),
  shopNameCharacters: (size) => accepts(profileSchema)(profile({ texts: { en: { name: text(size) } } })),
  featuredListings: (size) => accepts(themeSchema)({ featured: list(size, (index) => `mug-${index}`) }),
  maxSold: (size) => accepts(catalogueEntrySchema)(entry({ offers: [{ code: 'M', priceUnits: '1', maxSold: size }] })),
  sharesBps: (size) =>
    accepts(catalogueEntrySchema)(entry({ terms: { ...terms, commissionBps: size - 100, hostBps: 100 } })) &&
    accepts(catalogueEntrySchema)(
      entry({
        terms: { ...terms, kind: 'pickup', hostBps: 100, pickup: shop, pickupBps: 100 },
        offers: [
          {
            code: 'M',
            priceUnits: '29900000',
            maxSold: 1,
            group: groupTerms({ commissionBps: 100, leaderBps: size - 300 }),
          },
        ],
      }),
    ),
  windowSeconds: (size) =>
    accepts(catalogueEntrySchema)(entry({ terms: { ...terms, shipWithinSeconds: size, inspectWithinSeconds: size } })),
  catalogueListings: (size) => accepts(catalogueRootSchema)(root({ count: size })),
  treeDepth: (size) =>
    accepts(treeBranchSchema)({
      v: 1,
      type: 'branch',
      level: size,
      children: [{ first: 'a', cid: documentCid('02') }],
    }),
  detailsLineCharacters: (size) => accepts(orderDetailsSchema)(addressDetails({ city: text(size) })),
  detailsAddressLines: (size) => accepts(orderDetailsSchema)(addressDetails({ lines: list(size, () => 'x') })),
  detailsNotesCharacters: (size) => accepts(orderDetailsSchema)(addressDetails({ notes: text(size) })),
  pageRows: (size) => accepts(listQuery)({ limit: size }),
  namesAtOnce: (size) =>
    accepts(namesQuery)({ accounts: list(size, (index) => `0x${index.toString(16).padStart(40, '0')}`).join(',') }),
  queryCharacters: (size) => accepts(listQuery)({ q: text(size) }),
};

/** For each limit on encoded bytes: the decoder, which must complain about the size first at one byte more. */
const byDecoder: Partial<Record<Limit, (bytes: Uint8Array) => Result<unknown>>> = {
  listingBytes: decodeListing,
  catalogueRootBytes: decodeCatalogueRoot,
  treeNodeBytes: decodeTreeNode,
  profileBytes: decodeProfile,
  reviewBytes: decodeReview,
  evidenceBytes: decodeEvidence,
  headBytes: decodeHead,
  messageBytes: decodeMessage,
  noteBytes: decodeNote,
};

/** Limits that other tests cover: next to what applies them. */
const elsewhere: Partial<Record<Limit, string>> = {
  orderDetailsBytes: 'mailbox.test.ts',
  orderDetailsPaddingBytes: 'mailbox.test.ts',
  messageBodyBytes: 'messages.test.ts',
  messagePaddingBytes: 'messages.test.ts',
  attachmentPaddingBytes: 'disclosure.test.ts',
  messageKeySeconds: 'messages.test.ts',
  noteKeySeconds: 'notes.test.ts',
  messagesPerOrderAndParty: 'the gate of messages of the node',
  shopMessagesBytes: 'the gate of messages of the node',
  attachmentsPerOrderAndParty: 'the gate of messages of the node',
  catalogueValidSeconds: 'signatures.test.ts',
  clockSkewSeconds: 'signatures.test.ts',
  denialReasonCharacters: 'policy.test.ts',
  policyEntries: 'policy.test.ts',
  policyListEntries: 'policy.test.ts',
  policyListNameCharacters: 'policy.test.ts',
  policyLists: 'policy.test.ts',
  policyListBytes: 'policy.test.ts',
  couponBytes: 'coupon.test.ts',
  couponSkus: 'coupon.test.ts',
  allianceBytes: 'points.test.ts',
  jurorSeats: 'the court contract',
  imagePixels: 'the image encoder of the node',
  imageUploadBytes: 'the upload routes of the node',
  blockBytes: 'the block store of the node',
  cartLines: 'the market contract, and the cart of the pages',
  lineQuantity: 'the cart of the pages',
};

test('every limit is tested here or named with the place that tests it', () => {
  const covered = [...Object.keys(bySchema), ...Object.keys(byDecoder), ...Object.keys(elsewhere)];
  assert.deepEqual(covered.sort(), Object.keys(limits).sort());
});

for (const [name, check] of Object.entries(bySchema)) {
  // Safety: the keys are those of the table above.
  const limit = limits[name as Limit];
  test(`${name}: ${limit} is accepted and ${limit + 1} refused`, () => {
    assert.equal(check(limit), true);
    assert.equal(check(limit + 1), false);
  });
}

for (const [name, decode] of Object.entries(byDecoder)) {
  // Safety: the keys are those of the table above.
  const limit = limits[name as Limit];
  test(`${name}: ${limit} bytes are read and ${limit + 1} refused`, () => {
    const codeOf = (size: number) => {
      const result = decode(new Uint8Array(size));
      return result.ok ? 'ok' : result.error.code;
    };
    assert.match(codeOf(limit), /\.malformed$/);
    assert.match(codeOf(limit + 1), /\.too_large$/);
  });
}

test('a listing of exactly its limit is accepted', () => {
  const sized = (extra: number) => {
    const description = (length: number) => ({ title: 'x', description: text(length) });
    const most = limits.descriptionCharacters;
    return listing({
      texts: { en: description(most), de: description(most), fr: description(most), es: description(extra) },
    });
  };
  const missing = limits.listingBytes - encodeDocument(sized(1_000)).bytes.length;
  const exact = encodeDocument(sized(1_000 + missing)).bytes;
  assert.equal(exact.length, limits.listingBytes);
  assert.ok(decodeListing(exact).ok);
  const over = decodeListing(encodeDocument(sized(1_001 + missing)).bytes);
  assert.ok(!over.ok);
  assert.deepEqual([over.error.code, over.error.details.limit], ['listing.too_large', '65536 bytes']);
});

test('an encoded node of the tree stays below its limit with the largest entries', () => {
  const offers = list(limits.variants, (index) => ({
    code: `${index}`.padStart(limits.skuCodeCharacters, '亚'),
    priceUnits: ((1n << 128n) - 1n).toString(),
    maxSold: limits.maxSold,
    group: groupTerms({ priceUnits: ((1n << 128n) - 2n).toString(), withinSeconds: limits.groupWindowSeconds }),
  }));
  const pickupTerms = { ...terms, kind: 'pickup', pickup: shop, pickupBps: 100 } as const;
  const entries = list(40, (index) => entry({ handle: `${text(90)}-${index}`, terms: pickupTerms, offers }));
  buildTree(entries, ({ bytes }) => {
    assert.ok(bytes.length <= limits.treeNodeBytes);
    assert.ok(decodeTreeNode(bytes).ok);
  });
});
