import { deskPath, deskShopIn } from '../../desk-parts.ts';
import type { IslandWords } from '../words.ts';
import { GROUPS } from './group-editor.tsx';

/** Leads to where group prices are set: they belong to listings. */
export const GroupPrices = ({ words }: { words: IslandWords<'desk'> }) => (
  <section class="desk-section" aria-labelledby="group-prices">
    <h2 id="group-prices">{words.t('offer.groups')}</h2>
    <p class="quiet">{words.t('offer.group_text')}</p>
    <p>
      <a class="button button-quiet" href={deskPath(`/desk/goods#${GROUPS}`, deskShopIn(location.search))}>
        {words.t('offer.groups_go')}
      </a>
    </p>
  </section>
);
