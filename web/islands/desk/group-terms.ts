import { unwrap } from '../../../protocol/errors.ts';
import { type GroupTermsDocument, groupTermsSchema } from '../../../protocol/group.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { validate } from '../../../protocol/validate.ts';

/** What the seller writes about a group price. The price is text in the token's decimals. */
export interface GroupForm {
  groupPrice: string;
  size: number;
  hours: number;
  leaderPercent: number;
  groupCommission: number;
}

const HOUR = 3_600;

/** A group price as a form shows it first. */
export const blankGroup: GroupForm = { groupPrice: '', size: 3, hours: 48, leaderPercent: 2, groupCommission: 3 };

/**
 * Makes group terms of what the seller wrote.
 * @throws VouchError `money.*`, `group.invalid`
 */
export const groupFrom = (form: GroupForm, decimals: number): GroupTermsDocument =>
  unwrap(
    validate(
      groupTermsSchema,
      {
        priceUnits: unwrap(parseMoney(form.groupPrice, decimals)).toString(),
        size: form.size,
        withinSeconds: Math.round(form.hours * HOUR),
        leaderBps: Math.round(form.leaderPercent * 100),
        commissionBps: Math.round(form.groupCommission * 100),
      },
      'group',
    ),
  );

/** The form of terms that are published. */
export const groupFormOf = (terms: GroupTermsDocument, decimals: number): GroupForm => ({
  groupPrice: moneyText(BigInt(terms.priceUnits), decimals),
  size: terms.size,
  hours: terms.withinSeconds / HOUR,
  leaderPercent: terms.leaderBps / 100,
  groupCommission: terms.commissionBps / 100,
});
