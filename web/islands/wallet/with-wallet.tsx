import type { ComponentChildren } from 'preact';
import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { IslandWords } from '../words.ts';
import { Connect } from './connect.tsx';

interface WithWalletProps {
  words: IslandWords<'wallet'>;
  page: PageParts;
  children: (connection: Connection) => ComponentChildren;
}

/** Shows its children for the connected account, and until then the way to connect one. */
export const WithWallet = ({ words, page, children }: WithWalletProps) => {
  const connection = page.session.connection.value;
  return <>{connection === null ? <Connect words={words} page={page} /> : children(connection)}</>;
};
