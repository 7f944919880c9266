import assert from 'node:assert/strict';
import type { Address } from '../../../protocol/primitives.ts';
import { type CheckedDraft, checkDraft, type DraftContext } from '../../../web/islands/desk/check-draft.ts';
import { blankZone, type ZoneDraft } from '../../../web/islands/desk/draft-zones.ts';
import type { GroupForm } from '../../../web/islands/desk/group-terms.ts';
import { blankDraft, type ListingDraft } from '../../../web/islands/desk/listing-draft.ts';
import { addressOf } from '../fixtures.ts';

/** What tests write about a listing without options. */
export type WrittenDraft = Partial<Omit<ListingDraft, 'zones'>> & {
  price?: string;
  stock?: number;
  group?: GroupForm | null;
  zones?: readonly Partial<ZoneDraft>[];
};

/** A draft as the editor holds it: a mug for 24.50 unless it is told otherwise. */
export function draftOf({ price = '24.50', stock = 7, group = null, zones, ...rest }: WrittenDraft = {}): ListingDraft {
  const blank = blankDraft('en');
  return {
    ...blank,
    texts: { en: { title: 'Speckled mug', description: 'For **slow** mornings.' } },
    variants: [{ code: 'ONE', values: [], price, stock, image: null, group }],
    ...rest,
    zones: zones === undefined ? blank.zones : zones.map((zone) => ({ ...blankZone(), ...zone })),
  };
}

type ContextParts = Partial<Omit<DraftContext, 'token'>> & { token?: { address: string; decimals: number } };

/** What drafts of tests are checked against. */
export const contextOf = ({ token, ...rest }: ContextParts = {}): DraftContext => ({
  shop: addressOf('c7'),
  arbitrator: addressOf('f3'),
  handles: new Set(),
  sales: [],
  before: null,
  ...rest,
  // Safety: addresses of tests are addresses.
  token: { address: (token?.address ?? addressOf('d0')) as Address, decimals: token?.decimals ?? 6 },
});

/** What becomes of a draft that holds. */
export function taken(written: WrittenDraft, context: ContextParts = {}): Extract<CheckedDraft, { ok: true }> {
  const checked = checkDraft(draftOf(written), contextOf(context));
  assert.ok(checked.ok, JSON.stringify(checked.ok ? '' : checked.problems));
  return checked;
}

/** What is wrong with a draft, as `field word`, and the limit where there is one. */
export function faults(written: WrittenDraft, context: ContextParts = {}): string[] {
  const checked = checkDraft(draftOf(written), contextOf(context));
  return checked.ok
    ? []
    : checked.problems.map(({ field, word, limit }) =>
        [field, word, ...(limit === undefined ? [] : [limit])].join(' '),
      );
}
