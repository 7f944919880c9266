import { Icon } from './icon.tsx';

/** What a reader may take for an address to open: with a scheme, or beginning with www. */
const addresses = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>"'，。；、）)]+/giu;

interface UntrustedTextProps {
  text: string;
  language: string;
  /** What is said where the text names addresses. */
  warning: string;
  class: string;
}

/**
 * A text that somebody wrote to convince its reader, as text alone: an address in it is shown and marked, and never
 * leads anywhere or loads anything.
 */
export const UntrustedText = ({ text, language, warning, class: name }: UntrustedTextProps) => {
  const found = [...text.matchAll(addresses)];
  let end = 0;
  const parts = found.flatMap(({ 0: address, index }) => {
    const before = text.slice(end, index);
    end = index + address.length;
    return [before, <mark class="named-address">{address}</mark>];
  });
  return (
    <>
      <p class={name} lang={language}>
        {parts}
        {text.slice(end)}
      </p>
      {found.length > 0 && (
        <p class="small tone-warn">
          <Icon name="warning" size={16} /> {warning}
        </p>
      )}
    </>
  );
};
