import type { IslandWords } from '../words.ts';

/** The name of a field that takes an amount, with the token that it is in. */
export const withSymbol = ({ locale }: Pick<IslandWords<'desk'>, 'locale'>, label: string, symbol: string): string =>
  locale === 'zh-CN' ? `${label}（${symbol}）` : `${label} (${symbol})`;
