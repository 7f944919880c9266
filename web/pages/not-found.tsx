import { Icon } from '../components/icon.tsx';
import type { NotFoundPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const icons = { page: 'search', listing: 'bag', shop: 'shop', order: 'file' } as const;

/** What this node does not have. */
export const NotFoundPage = ({ view, props }: { view: PageView; props: Props }) => (
  <Document view={view} title={`${view.t(`missing.${props.what}`)} · ${view.t('brand')}`} index={false}>
    <div class="narrow section told">
      <span class="told-icon">
        <Icon name={icons[props.what]} size={44} />
      </span>
      <h1 class="page-title">{view.t(`missing.${props.what}`)}</h1>
      <p class="lead">{view.t('missing.text')}</p>
      <p class="actions">
        <a class="button" href="/">
          {view.t('empty.home')}
        </a>
        <a class="button button-quiet" href="/search">
          {view.t('search.all')}
        </a>
      </p>
    </div>
  </Document>
);
