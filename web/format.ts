import type { TokenView } from '../protocol/api/common.ts';
import { moneyText } from '../protocol/money-text.ts';
import { pickLanguage } from '../protocol/pick-language.ts';
import type { Locale } from './locale.ts';

/** Writes numbers, money and times as the reader's language does. */
export interface Format {
  number: (value: number) => string;
  /** Amount without symbol, such as `1,240.50`. */
  amount: (units: string | bigint, token: Pick<TokenView, 'decimals'>) => string;
  /** Amount with the token's symbol. */
  money: (units: string | bigint, token: TokenView) => string;
  /** Basis points as per cent. */
  percent: (bps: number) => string;
  /** Score in thousandths of a star, as `4.7`. */
  stars: (milliStars: number) => string;
  /** Day of a Unix time in seconds; the server speaks UTC, the browser its own zone. */
  date: (seconds: number) => string;
  /** Day without its year, for what is near. */
  shortDate: (seconds: number) => string;
  dateTime: (seconds: number) => string;
  /** `in 3 days`, `2 hours ago`. */
  relative: (seconds: number) => string;
  /** A length of time in its largest unit, such as `3 days`. */
  duration: (seconds: number) => string;
  /** A weight in grams, as grams or kilograms. */
  weight: (grams: number) => string;
  country: (code: string) => string;
  /** The best language of a localised text, or an empty text. */
  text: (texts: Record<string, string> | null | undefined) => string;
  /** Language tag of what `text` picks. */
  languageOf: (texts: Record<string, string>) => string;
}

const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const inSpans = (seconds: number): [number, 'day' | 'hour' | 'minute'] => {
  for (const [unit, size] of spans) if (Math.abs(seconds) >= size) return [Math.round(seconds / size), unit];
  return [Math.round(seconds / 60), 'minute'];
};

/**
 * Makes the formatters of one language. Intl objects are slow to make, so they are made once here and only the clock
 * changes from page to page.
 * @param locale reader's language
 * @param timeZone IANA zone; the browser leaves it out
 * @returns the formatters at a moment, given in Unix seconds, that relative times count from
 */
export function createFormats({ locale, timeZone }: { locale: Locale; timeZone?: string }): (now: number) => Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const scores = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const shortDays = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...zone });
  const moments = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone, timeZoneName: 'short' as const }),
  });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const lengths = {
    day: new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }),
    hour: new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'long' }),
    minute: new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }),
  };
  const grams = new Intl.NumberFormat(locale, { style: 'unit', unit: 'gram' });
  const kilograms = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilogram', maximumFractionDigits: 2 });
  const amounts = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 6 });
  const amount: Format['amount'] = (units, { decimals }) =>
    // Safety: moneyText gives a decimal number; Intl keeps every digit of a text.
    amounts.format(moneyText(BigInt(units), decimals) as Intl.StringNumericLiteral);
  const fixed = {
    number: (value: number) => numbers.format(value),
    amount,
    money: (units: string | bigint, token: TokenView) => `${amount(units, token)}\u00a0${token.symbol}`,
    percent: (bps: number) => percents.format(bps / 10_000),
    stars: (milliStars: number) => scores.format(milliStars / 1_000),
    date: (seconds: number) => days.format(seconds * 1_000),
    shortDate: (seconds: number) => shortDays.format(seconds * 1_000),
    dateTime: (seconds: number) => moments.format(seconds * 1_000),
    duration: (seconds: number) => {
      const [value, unit] = inSpans(seconds);
      return lengths[unit].format(value);
    },
    weight: (value: number) => (value < 1_000 ? grams.format(value) : kilograms.format(value / 1_000)),
    country: (code: string) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    text: (texts: Record<string, string> | null | undefined) =>
      texts === null || texts === undefined || Object.keys(texts).length === 0 ? '' : pickLanguage(texts, locale).value,
    languageOf: (texts: Record<string, string>) =>
      Object.keys(texts).length === 0 ? locale : pickLanguage(texts, locale).language,
  };
  return (now) => ({ ...fixed, relative: (seconds) => relatives.format(...inSpans(seconds - now)) });
}
