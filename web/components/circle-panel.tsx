import type { PageView } from '../page-view.ts';
import { chainProps } from '../page-view.ts';
import { Island } from './island.tsx';

/** What the reader's own circle says of a shop or a listing; without a wallet, that it would. */
export const CirclePanel = ({
  view,
  shop,
  handle,
  class: className,
}: {
  view: PageView;
  shop: string;
  /** One listing; null for all of the shop. */
  handle: string | null;
  class: string;
}) => (
  <section class={`circle-panel ${className}`} aria-labelledby="circle">
    <h2 id="circle">{view.t('circle.title')}</h2>
    <Island name="circle" props={{ chain: chainProps(view.base.status), shop, handle }}>
      <p class="small quiet">{view.t('circle.hint')}</p>
    </Island>
  </section>
);
