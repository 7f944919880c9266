import { type ComponentChildren, Fragment } from 'preact';

/** A text of the dictionary whose placeholders become elements. */
export const Phrase = ({ text, parts }: { text: string; parts: Readonly<Record<string, ComponentChildren>> }) => (
  <>
    {text.split(/(\{\w+\})/).map((piece, index) => (
      <Fragment key={index}>{piece.startsWith('{') ? (parts[piece.slice(1, -1)] ?? piece) : piece}</Fragment>
    ))}
  </>
);
