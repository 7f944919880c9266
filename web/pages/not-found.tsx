import type { NotFoundPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** What this node does not have. */
export const NotFoundPage = ({ view, props }: { view: PageView; props: Props }) => (
  <Document view={view} title={`${view.t(`missing.${props.what}`)} · ${view.t('brand')}`} index={false}>
    <div class="narrow section">
      <h1 class="page-title">{view.t(`missing.${props.what}`)}</h1>
      <p class="lead">{view.t('missing.text')}</p>
      <p>
        <a class="button" href="/">
          {view.t('empty.home')}
        </a>
      </p>
    </div>
  </Document>
);
