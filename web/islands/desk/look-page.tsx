import { Icon } from '../../components/icon.tsx';
import type { DeskPage, DeskPageModule } from './desk-props.ts';

const Look: DeskPage = ({ words, shop }) => (
  <section class="panel" aria-label={words.t('desk.your_shop')}>
    <p class="quiet">{words.text(shop.taglines)}</p>
    <p>
      <a class="button button-quiet" href={`/shop/${shop.address}`}>
        <Icon name="eye" size={18} /> {words.t('desk.see_shop')}
      </a>
    </p>
  </section>
);

/** How the shop appears to buyers. */
export const load: DeskPageModule['load'] = () => Look;
