import { limits } from '../../protocol/limits.ts';

type Limit = keyof typeof limits;

/** What each limit bounds. A limit without a line here does not compile. */
const meanings: Record<Limit, string> = {
  listingBytes: 'one listing document',
  catalogueRootBytes: 'the root block of a catalogue',
  treeNodeBytes: 'one node of the catalogue tree',
  treeDepth: 'levels of the catalogue tree, leaves included',
  profileBytes: 'the profile of a shop',
  reviewBytes: 'the document of a review, an amendment or a reply',
  headBytes: 'a signed head: all that gossip carries',
  imageBytes: 'one encoded picture',
  imageWidthPixels: 'width, and height, of one encoded picture',
  imagePixels: 'width times height of an uploaded picture before it is encoded again',
  imageUploadBytes: 'an uploaded picture before it is encoded again',
  orderDetailsBytes: 'encrypted order details',
  orderDetailsPaddingBytes: 'step to which order details are padded before encryption',
  detailsLineCharacters: 'each line of order details: recipient, address line, city, contact',
  detailsAddressLines: 'lines of an address, without city and country',
  detailsNotesCharacters: 'notes to the seller',
  blockBytes: 'any block that a node stores or serves',
  catalogueListings: 'listings of one shop',
  handleCharacters: 'the name of a listing in links',
  titleCharacters: 'a title, a tagline, an alternative text',
  descriptionCharacters: 'a description, in one language',
  languages: 'languages of one text',
  tags: 'tags of a listing',
  tagCharacters: 'one tag',
  images: 'pictures of a listing',
  imageSources: 'encodings of one picture',
  options: 'options of a listing, such as size and colour',
  optionValues: 'values of one option',
  optionCharacters: 'the name or a value of an option, a brand, a delivery zone, a city',
  variants: 'variants of a listing',
  skuCodeCharacters: "the seller's own code of a variant",
  deliveryZones: 'delivery choices of a listing',
  deliveryCountries: 'countries of one delivery choice',
  reviewCharacters: 'the text of a review',
  reviewPhotos: 'photos of a review',
  evidenceBytes: 'the document of a piece of evidence',
  evidenceCharacters: 'the text of a piece of evidence',
  evidenceImages: 'pictures of a piece of evidence',
  messageBytes: 'signed message of an order, without its text',
  messageBodyBytes: 'encrypted text of a message',
  messagePaddingBytes: 'step to which the text of a message is padded before encryption',
  messageCharacters: 'text of a message',
  messageAttachments: 'pictures of a message',
  attachmentBytes: 'encrypted picture of a message',
  attachmentPaddingBytes: 'step to which a picture of a message is padded before encryption',
  messagesPerOrderAndParty: 'messages that nodes keep of each party of an order',
  attachmentsPerOrderAndParty: 'pictures in messages that nodes keep of each party of an order',
  shopMessagesBytes:
    'encrypted texts and pictures about the orders of a shop that nodes keep, below the minimum deposit; above it, as much as its quota',
  messageKeySeconds: 'longest validity of a key that signs messages for its owner',
  noteBytes: 'the signed note of a person',
  noteNameCharacters: 'the name that a person shows, in one language',
  noteAboutCharacters: 'what a person says of themselves, in one language',
  noteFollows: 'people and shops together that a person follows',
  noteRecommendations: 'listings that a person recommends',
  recommendationCharacters: 'the text of a recommendation',
  noteKeySeconds: 'longest validity of a key that signs notes for its owner',
  disclosures: 'messages or order details that a piece of evidence opens',
  couponBytes: 'a signed coupon as it travels in a link, before base64url',
  couponSkus: 'variants that one coupon names; with more than about 45 it no longer fits into a link',
  couponPercentBps: 'what a coupon takes off, as a part of the item price',
  allianceBytes: 'a signed alliance as it travels in a link, before base64url',
  pointsEarnBps: 'points per token unit that an order paid',
  pointsDiscountBps: 'what points take off, as a part of the item price',
  pointsRateBps: 'token units per point at an ally',
  groupMembers: 'orders that fill a group',
  groupWindowSeconds: 'the time from opening a group to its deadline',
  hostEndpoints: 'endpoints of one operator',
  hostEndpointBytes: 'one endpoint of an operator',
  hostPeerIdBytes: 'the peer ID of an operator, as a multihash',
  jurorSeats: 'seats of the court taken, given up or freed in one call',
  denialReasonCharacters: 'the public reason why a shop or a block is not carried',
  policyEntries: 'shops and blocks that an operator denies, or allows, or follows',
  policyLists: 'lists of denials that a node subscribes to',
  policyListEntries: 'denials of one list',
  policyListBytes: 'a signed list of denials',
  policyListNameCharacters: 'the name of a list of denials',
  shopNameCharacters: 'the name of a shop, in one language',
  featuredListings: 'listings that a shop shows first',
  catalogueValidSeconds: 'validity of a signed catalogue, from now on',
  clockSkewSeconds: "how far a signer's clock may be ahead of a node's",
  windowSeconds: 'the time to ship, and the time to inspect',
  maxSold: 'units of one variant ever sold',
  cartLines: 'lines of one purchase',
  lineQuantity: 'units in one line of a cart',
  sharesBps: 'commission, host, pickup and group leader shares together, of what the seller keeps',
  pageRows: 'rows of one page of any list',
  namesAtOnce: 'accounts whose names are asked for at once',
  queryCharacters: 'a search query',
};

const units: [suffix: string, unit: string][] = [
  ['Bytes', 'bytes'],
  ['Characters', 'UTF-16 code units'],
  ['Seconds', 'seconds'],
  ['Pixels', 'pixels'],
  ['Bps', 'basis points'],
];

const unitOf = (name: string): string => units.find(([suffix]) => name.endsWith(suffix))?.[1] ?? '';

/** The page of all limits, from protocol/limits.ts. */
export const limitsPage = (): string => {
  const rows = Object.entries(limits).map(
    // Safety: the entries are those of the object.
    ([name, value]) => `| \`${name}\` | ${value.toLocaleString('en')} | ${unitOf(name)} | ${meanings[name as Limit]} |`,
  );
  return `# Limits

Generated from \`protocol/limits.ts\` by \`npm run docs\`. A value at its limit is accepted, one above it is refused with an
error that names the field and the limit; \`test/protocol/limits.test.ts\` tries both for every limit that a document has.

| limit | at most | unit | of |
| --- | ---: | --- | --- |
${rows.join('\n')}

Fixed in other places, because contracts hold them:

| what | bounds | where |
| --- | --- | --- |
| time to ship, time to inspect | 1 hour to 30 days | \`contracts/libraries/OfferLib.sol\` |
| commission and host share together | 0 to 30 % | \`contracts/libraries/OfferLib.sol\` |
| amendments of a review | 5 | \`contracts/Reviews.sol\` |
| amounts in documents and contracts | 128 bits of token units | \`protocol/primitives.ts\`, \`contracts/types/Types.sol\` |
`;
};
