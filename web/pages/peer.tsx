import { Island } from '../components/island.tsx';
import type { PeerPage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** A shop as the browser reads it from peers; its address stands behind the `#`, which no server sees. */
export const PeerPage = ({ view, props }: { view: PageView; props: Props }) => (
  <Document
    view={view}
    title={`${view.t('peers.title')} · ${view.t('brand')}`}
    description={view.t('peers.lead')}
    index={false}
  >
    <div class="wide section shell">
      <h1 class="page-title">{view.t('peers.title')}</h1>
      <p class="lead">{view.t('peers.lead')}</p>
      <Island name="peer" props={{ chain: chainProps(view.base.status), addresses: props.addresses }} class="panel">
        <p class="quiet waiting">{view.t('loading')}</p>
        <noscript>
          <p>{view.t('peers.noscript')}</p>
        </noscript>
      </Island>
    </div>
  </Document>
);
