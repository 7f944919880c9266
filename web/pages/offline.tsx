import { Icon } from '../components/icon.tsx';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const works = ['offline.cart', 'offline.orders', 'offline.keys'] as const;

/** What browsers show where the node does not answer: kept while it did, so it says nothing of the moment. */
export const OfflinePage = ({ view }: { view: PageView }) => (
  <Document view={view} title={`${view.t('offline.title')} · ${view.t('brand')}`} index={false}>
    <div class="narrow section told">
      <span class="told-icon">
        <Icon name="pulse" size={44} />
      </span>
      <h1 class="page-title">{view.t('offline.title')}</h1>
      <p class="lead">{view.t('offline.text')}</p>
      <p class="actions">
        {/* biome-ignore lint/a11y/useValidAnchor: the bar holds the address that was asked for, and an empty link asks again */}
        <a class="button" href="">
          {view.t('error.retry')}
        </a>
        <a class="button button-quiet" href="/peer">
          {view.t('offline.peer')}
        </a>
      </p>
      <section class="panel offline-works" aria-labelledby="works">
        <h2 id="works">{view.t('offline.works')}</h2>
        <ul>
          {works.map((key) => (
            <li key={key}>
              <Icon name="check" size={18} /> <span>{view.t(key)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  </Document>
);
