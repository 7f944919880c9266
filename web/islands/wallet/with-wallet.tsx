import type { ComponentChildren } from 'preact';
import type { Persona } from '../../wallet/demo/personas.ts';
import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { IslandWords } from '../words.ts';
import { Connect } from './connect.tsx';

interface WithWalletProps {
  words: IslandWords<'wallet'>;
  page: PageParts;
  /** As for `Connect`. */
  fits?: (persona: Persona) => boolean;
  note?: string;
  children: (connection: Connection) => ComponentChildren;
}

/** Shows its children for the connected account, and until then the way to connect one. */
export const WithWallet = ({ words, page, fits, note, children }: WithWalletProps) => {
  const connection = page.session.connection.value;
  return (
    <>{connection === null ? <Connect words={words} page={page} fits={fits} note={note} /> : children(connection)}</>
  );
};
