import type { PageView } from '../page-view.ts';
import { linkTo } from './links.ts';
import { Empty } from './notice.tsx';

/** For a node that knows no goods at all: why that is, and what its reader can do about it. */
export const EmptyMarket = ({ view }: { view: PageView }) => (
  <Empty title={view.t('home.no_listings')} text={view.t('home.no_listings_text')}>
    <p class="actions">
      <a class="button" href={linkTo(view, '/sell')}>
        {view.t('home.first_shop')}
      </a>
      <a class="button button-quiet" href={linkTo(view, '/network')}>
        {view.t('home.other_nodes')}
      </a>
    </p>
  </Empty>
);
