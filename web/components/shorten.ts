/** First and last digits of a long hex name. */
export const shortId = (value: string): string =>
  value.length > 14 ? `${value.slice(0, 6)}…${value.slice(-4)}` : value;
