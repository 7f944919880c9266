import { failure, type Result, success } from './errors.ts';
import { moneyText } from './money-text.ts';

/** Amounts fit 128 bits in contracts and documents. */
const MOST_UNITS = (1n << 128n) - 1n;
/** Decimal places of the amounts that scores weigh. */
const MICRO_DECIMALS = 6;

/**
 * Reads an amount that a person or a file wrote: digits with at most one point, such as `12.50`.
 * @param text decimal text without sign, group separators or exponent; outer spaces are ignored
 * @param decimals decimal places of the token
 * @returns token units, or `money.invalid`, `money.negative`, `money.too_many_decimals`, `money.too_large`
 */
export function parseMoney(text: string, decimals: number): Result<bigint> {
  const trimmed = text.trim();
  const match = /^(-?)([0-9]{1,60})(?:\.([0-9]{1,60}))?$/.exec(trimmed);
  if (match === null) {
    return failure({
      code: 'money.invalid',
      message: `"${trimmed.slice(0, 40)}" is not an amount.`,
      hint: 'Write digits with at most one point, such as 12.50.',
      details: { field: 'amount' },
    });
  }
  // Safety: the first two groups take part in every match.
  const [, sign, whole, fraction = ''] = match as unknown as [string, string, string, string | undefined];
  if (sign === '-') {
    return failure({
      code: 'money.negative',
      message: `${trimmed} is below zero.`,
      hint: 'Write an amount of zero or more.',
      details: { field: 'amount', limit: 'at least 0' },
    });
  }
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals) {
    return failure({
      code: 'money.too_many_decimals',
      message: `${trimmed} has ${significant.length} decimal places; the token has ${decimals}.`,
      hint: `Write at most ${decimals} digits after the point.`,
      details: { field: 'amount', limit: `${decimals} decimal places`, decimals: significant.length },
    });
  }
  const units = BigInt(whole + significant.padEnd(decimals, '0'));
  if (units > MOST_UNITS) {
    return failure({
      code: 'money.too_large',
      message: `${trimmed} is too large.`,
      hint: 'Write a smaller amount.',
      details: { field: 'amount', limit: `${MOST_UNITS} token units` },
    });
  }
  return success(units);
}

/** An amount with its token. */
export interface Money {
  units: bigint;
  decimals: number;
  symbol: string;
}

/**
 * Writes an amount for a reader, with the digits and separators of the locale and no floating-point number on the way:
 * `1,234.50 dUSD`.
 * @param money units and token; at least two decimal places are shown when the token has them
 * @param locale language tag such as `en` or `zh-CN`
 */
export function formatMoney({ units, decimals, symbol }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: Math.min(2, decimals),
    maximumFractionDigits: decimals,
  });
  // Safety: moneyText gives digits with at most one point, which Intl reads exactly.
  return `${format.format(moneyText(units, decimals) as Intl.StringNumericLiteral)}\u00a0${symbol}`;
}

/**
 * Token units as millionths of a dollar-like unit, rounded down: what scores weigh, whatever the token's decimals.
 * @param units token units, at least zero
 * @param decimals decimal places of the token
 */
export const microsOf = (units: bigint, decimals: number): bigint =>
  decimals <= MICRO_DECIMALS
    ? units * 10n ** BigInt(MICRO_DECIMALS - decimals)
    : units / 10n ** BigInt(decimals - MICRO_DECIMALS);
