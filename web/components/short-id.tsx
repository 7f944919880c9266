import { shortId } from './shorten.ts';

/** A long hex name shortened for reading; the whole is in its title and is what a screen reader's user copies. */
export const ShortId = ({ value }: { value: string }) => (
  <code class="short-id" title={value}>
    {shortId(value)}
  </code>
);
