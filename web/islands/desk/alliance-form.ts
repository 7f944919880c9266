import { z } from 'zod';
import { unwrap } from '../../../protocol/errors.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { type Alliance, allianceSchema } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { validate } from '../../../protocol/validate.ts';
import { dayAhead, endOfDay } from './last-day.ts';

/** What a shop proposes to another, as browsers keep it. */
export const allianceFormSchema = z.object({
  /** Address of the shop that shall take the points. */
  acceptor: z.string(),
  /** What a point is worth there, in per cent of what it is worth here. */
  ratePercent: z.number(),
  /** Most that the points take off a price, in per cent. */
  maxPercent: z.number(),
  /** Points that it takes altogether, as an amount of the token. */
  cap: z.string(),
  /** Last day, such as `2026-12-31`. */
  lastDay: z.string(),
});
export type AllianceForm = z.infer<typeof allianceFormSchema>;

const HALF_YEAR_SECONDS = 182 * 86_400;

/** A proposal that nothing was written of yet. */
export const blankAlliance = (): AllianceForm => ({
  acceptor: '',
  ratePercent: 50,
  maxPercent: 10,
  cap: '500',
  lastDay: dayAhead(HALF_YEAR_SECONDS),
});

/**
 * Makes the alliance that its issuer signs.
 * @throws VouchError `money.*`, `alliance.invalid`
 */
export const makeAlliance = (
  form: AllianceForm,
  { issuer, token }: { issuer: Address; token: { address: string; decimals: number } },
): Alliance =>
  unwrap(
    validate(
      allianceSchema,
      {
        issuer,
        acceptor: form.acceptor.trim(),
        token: token.address,
        rateBps: Math.round(form.ratePercent * 100),
        maxDiscountBps: Math.round(form.maxPercent * 100),
        capPoints: unwrap(parseMoney(form.cap, token.decimals)).toString(),
        validUntil: endOfDay(form.lastDay),
      },
      'alliance',
    ),
  );
