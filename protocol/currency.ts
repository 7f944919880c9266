/**
 * The currency that a token stands for, by its symbol, as ISO 4217 writes it; a token of no currency keeps its symbol.
 * Machines that compare prices know no tokens.
 */
export const currencyOf = (symbol: string): string =>
  /USD|EUR|GBP|JPY|CNY|SGD|CHF/i.exec(symbol)?.[0].toUpperCase() ?? symbol;
