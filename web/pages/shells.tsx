import type { ComponentChildren } from 'preact';
import type { IconName } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { type Step, Steps } from '../components/steps.tsx';
import { chainProps, type PageKey, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

interface ShellProps {
  view: PageView;
  title: PageKey;
  lead: PageKey;
  /** True where people work rather than look around. */
  isDesk?: boolean;
  children: ComponentChildren;
}

const Shell = ({ view, title, lead, isDesk = false, children }: ShellProps) => (
  <Document
    view={view}
    title={`${view.t(title)} · ${view.t('brand')}`}
    description={view.t(lead)}
    {...(isDesk && { styles: 'desks' as const })}
  >
    <div class="wide section shell">
      <h1 class="page-title">{view.t(title)}</h1>
      <p class="lead">{view.t(lead)}</p>
      {children}
    </div>
  </Document>
);

const Waiting = ({ view }: { view: PageView }) => (
  <div class="waiting">
    <p class="quiet">{view.t('shell.connect')}</p>
    <noscript>
      <p>{view.t('noscript.wallet')}</p>
    </noscript>
  </div>
);

/** Steps whose words are those of the page. */
const stepsOf = (view: PageView, steps: readonly { icon: IconName; title: PageKey; text: PageKey }[]): Step[] =>
  steps.map(({ icon, title, text }) => ({ icon, title: view.t(title), text: view.t(text) }));

/** The cart, which lives in the browser. */
export const CartPage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="cart.title" lead="cart.lead">
    <Island name="cart" props={{ chain: chainProps(view.base.status) }} class="panel">
      <div class="waiting">
        <noscript>
          <p>{view.t('noscript.wallet')}</p>
        </noscript>
      </div>
    </Island>
  </Shell>
);

/** What the wallet's account bought and sold. */
export const OrdersPage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="orders.title" lead="orders.lead">
    <Island name="orders" props={{ chain: chainProps(view.base.status) }} class="panel">
      <Waiting view={view} />
    </Island>
  </Shell>
);

/** How to sell, and the desk of a shop. */
export const SellPage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="sell.title" lead="sell.lead" isDesk>
    <Island name="seller-desk" props={{ chain: chainProps(view.base.status) }} class="panel">
      <h2>{view.t('sell.desk')}</h2>
      <Waiting view={view} />
    </Island>
    <Steps
      view={view}
      steps={stepsOf(view, [
        { icon: 'shop', title: 'sell.step1', text: 'sell.step1_text' },
        { icon: 'coin', title: 'sell.step2', text: 'sell.step2_text' },
        { icon: 'file', title: 'sell.step3', text: 'sell.step3_text' },
        { icon: 'truck', title: 'sell.step4', text: 'sell.step4_text' },
      ])}
    />
  </Shell>
);

/** Where orders are handed over that were paid to be picked up, by the shop or by another for it. */
export const PickupPage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="pickup.title" lead="pickup.lead" isDesk>
    <Island name="pickup" props={{ chain: chainProps(view.base.status), origin: view.base.origin }} class="panel">
      <h2>{view.t('pickup.desk')}</h2>
      <Waiting view={view} />
    </Island>
  </Shell>
);

/** The health of this node, and what its operator can do about it. */
export const OperatorPage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="operator.title" lead="operator.lead" isDesk>
    <Island name="operator" props={{ chain: chainProps(view.base.status) }}>
      <div class="panel">
        <Waiting view={view} />
      </div>
    </Island>
  </Shell>
);

/** How promoters earn, and what this one earned. */
export const PromotePage = ({ view }: { view: PageView }) => (
  <Shell view={view} title="promote.title" lead="promote.lead" isDesk>
    <Island name="promoter" props={{ chain: chainProps(view.base.status), origin: view.base.origin }} class="panel">
      <h2>{view.t('promote.desk')}</h2>
      <Waiting view={view} />
    </Island>
    <Steps
      view={view}
      steps={stepsOf(view, [
        { icon: 'pen', title: 'promote.step1', text: 'promote.step1_text' },
        { icon: 'megaphone', title: 'promote.step2', text: 'promote.step2_text' },
        { icon: 'coin', title: 'promote.step3', text: 'promote.step3_text' },
      ])}
    />
  </Shell>
);
