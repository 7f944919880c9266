import { DAG_CBOR } from './block.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import { sureAddress, sureBytes32, sureHandle, surePositiveUnitsText, sureSkuCode } from './sure-common.ts';
import { type SureForm, sureCid, sureInteger, sureList, sureMembers, sureOneOf } from './sure-form.ts';

const bps = sureInteger(0, 10_000);
const window = sureInteger(3_600, limits.windowSeconds);
const nonZeroAddress: SureForm = (value) => sureAddress(value) && value !== `0x${'00'.repeat(20)}`;

const termsMembers = sureMembers({
  token: sureAddress,
  kind: sureOneOf(...kinds),
  shipWithinSeconds: window,
  inspectWithinSeconds: window,
  coverageBps: bps,
  commissionBps: bps,
  parentBps: bps,
  hostBps: bps,
  arbitrator: nonZeroAddress,
  delivery: sureBytes32,
});

/** Offers to groups and pickup points are few and tie members together, so the schema checks these. */
const offer = sureMembers({
  code: sureSkuCode,
  priceUnits: surePositiveUnitsText,
  maxSold: sureInteger(0, limits.maxSold),
});

const members = sureMembers({
  handle: sureHandle,
  listing: sureCid(DAG_CBOR),
  terms: termsMembers,
  offers: sureList(offer, { least: 1, most: limits.variants }),
  updatedAt: sureInteger(0, 253_402_300_799),
});

/** Stands for `catalogueEntrySchema`. */
const sureEntry: SureForm = (value) => members(value) && isConsistent(value as CatalogueEntry);

const isConsistent = ({ terms, offers }: CatalogueEntry): boolean =>
  terms.commissionBps + terms.hostBps <= limits.sharesBps &&
  (offers.length === 1 || new Set(offers.map(({ code }) => code)).size === offers.length);

const leaf = sureMembers({
  v: sureOneOf(1),
  type: sureOneOf('leaf'),
  entries: sureList(sureEntry, { least: 1, most: limits.catalogueListings }),
});
const branch = sureMembers({
  v: sureOneOf(1),
  type: sureOneOf('branch'),
  level: sureInteger(1, limits.treeDepth),
  children: sureList(sureMembers({ first: sureHandle, cid: sureCid(DAG_CBOR) }), {
    least: 1,
    most: limits.catalogueListings,
  }),
});

/** Stands for `treeNodeSchema`. */
export const sureTreeNode: SureForm = (value) => leaf(value) || branch(value);
