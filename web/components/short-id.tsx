/** A long hex name shortened for reading; the whole is in its title and is what a screen reader's user copies. */
export const ShortId = ({ value }: { value: string }) => (
  <code class="short-id" title={value}>
    {shortId(value)}
  </code>
);

/** First and last digits of a long hex name. */
export const shortId = (value: string): string =>
  value.length > 14 ? `${value.slice(0, 6)}…${value.slice(-4)}` : value;
