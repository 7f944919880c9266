import { unwrap } from '../../../protocol/errors.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { type Alliance, allianceSchema } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { validate } from '../../../protocol/validate.ts';
import { endOfDay } from './last-day.ts';

/** What a shop proposes to another. */
export interface AllianceForm {
  /** Address of the shop that shall take the points. */
  acceptor: string;
  /** What a point is worth there, in per cent of what it is worth here. */
  ratePercent: number;
  /** Most that the points take off a price, in per cent. */
  maxPercent: number;
  /** Points that it takes altogether, as an amount of the token. */
  cap: string;
  /** Last day, such as `2026-12-31`. */
  lastDay: string;
}

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
