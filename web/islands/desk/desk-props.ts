import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import type { IslandWords } from '../words.ts';

/** What every part of the seller's desk gets. */
export interface DeskProps {
  words: IslandWords<'desk'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
  /** Something changed on the chain: read again. */
  onDone: () => void;
}
