import { Banner } from '../../components/notice.tsx';
import type { IslandWords } from '../words.ts';

/** In place of what the chain takes from the shop's own account alone. */
export const OwnerOnly = ({ words }: { words: IslandWords<'desk'> }) => (
  <Banner tone="note" icon="lock">
    <p>{words.t('desk.owner_only')}</p>
  </Banner>
);
