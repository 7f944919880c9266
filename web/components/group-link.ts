import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { promoterIn } from './links.ts';

/** Which group a link is about: who opened it, and until when it can fill up (Unix seconds). */
export interface GroupReference {
  leader: Address;
  deadline: number;
}
/** What a buyer chose: the group of a link or list, or a new one. */
export type GroupChoice = GroupReference | 'open';

/** A choice as links carry it: `0x…-1795000000`, or `open`. */
export const groupText = (choice: GroupChoice): string =>
  choice === 'open' ? choice : `${choice.leader}-${choice.deadline}`;

/**
 * Reads the choice of a link.
 * @returns null for any other text
 */
export function parseGroupText(text: string | null): GroupChoice | null {
  if (text === 'open') return text;
  const [, leader, deadline] = /^(0x[0-9a-f]{40})-([0-9]{1,12})$/i.exec(text ?? '') ?? [];
  if (leader === undefined || deadline === undefined) return null;
  // Safety: the pattern is that of an address.
  return { leader: leader.toLowerCase() as Address, deadline: Number(deadline) };
}

/** The group in `?group=` of a page's path. */
export const groupIn = (path: string): GroupReference | null => {
  const choice = parseGroupText(new URL(path, 'http://page.invalid').searchParams.get('group'));
  return choice === 'open' ? null : choice;
};

/** The checkout of one unit in a group; keeps who brought the buyer. */
export function groupCheckout(
  path: string,
  { cid }: Pick<ListingDetail, 'cid'>,
  { code }: Pick<VariantView, 'code'>,
  choice: GroupChoice,
): string {
  const query = new URLSearchParams({ listing: cid, v: code, quantity: '1', group: groupText(choice) });
  const promoter = promoterIn(path);
  if (promoter !== null) query.set('ref', promoter);
  return `/checkout?${query}`;
}
