import { renderToString } from 'preact-render-to-string';
import type { PageBase, PageRequest, RenderedPage } from './page-request.ts';
import { type PageView, pageView } from './page-view.ts';
import { CasePage } from './pages/case.tsx';
import { CheckoutPage } from './pages/checkout.tsx';
import { CourtPage } from './pages/court.tsx';
import { DeniedPage } from './pages/denied.tsx';
import { DesignPage } from './pages/design.tsx';
import { DeskPage } from './pages/desk.tsx';
import { ErrorPage } from './pages/error.tsx';
import { HomePage } from './pages/home.tsx';
import { HostPage } from './pages/host.tsx';
import { HostsPage } from './pages/hosts.tsx';
import { ListingPage } from './pages/listing.tsx';
import { NetworkPage } from './pages/network.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { OfflinePage } from './pages/offline.tsx';
import { OrderPage } from './pages/order.tsx';
import { PeerPage } from './pages/peer.tsx';
import { PersonPage } from './pages/person.tsx';
import { PolicyPage } from './pages/policy.tsx';
import { SearchPage } from './pages/search.tsx';
import { CartPage, OperatorPage, OrdersPage, PickupPage, PromotePage, SellPage } from './pages/shells.tsx';
import { ShopPage } from './pages/shop.tsx';
import { TrustPage } from './pages/trust.tsx';
import { withIslandFiles } from './preload-islands.ts';
import type { WebAssets } from './vite.config.ts';

/** Hashed file names of the client build, written in by Vite. */
declare const __ASSETS__: WebAssets;

const Page = ({ view, request }: { view: PageView; request: PageRequest }) => {
  switch (request.page) {
    case 'home':
      return <HomePage view={view} props={request} />;
    case 'search':
      return <SearchPage view={view} props={request} />;
    case 'shop':
      return <ShopPage view={view} props={request} />;
    case 'trust':
      return <TrustPage view={view} props={request} />;
    case 'person':
      return <PersonPage view={view} props={request} />;
    case 'listing':
      return <ListingPage view={view} props={request} />;
    case 'checkout':
      return <CheckoutPage view={view} props={request} />;
    case 'order':
      return <OrderPage view={view} props={request} />;
    case 'cart':
      return <CartPage view={view} />;
    case 'orders':
      return <OrdersPage view={view} />;
    case 'sell':
      return <SellPage view={view} />;
    case 'desk':
      return <DeskPage view={view} props={request} />;
    case 'operator':
      return <OperatorPage view={view} />;
    case 'promote':
      return <PromotePage view={view} />;
    case 'court':
      return <CourtPage view={view} props={request} />;
    case 'case':
      return <CasePage view={view} props={request} />;
    case 'host':
      return <HostPage view={view} props={request} />;
    case 'hosts':
      return <HostsPage view={view} props={request} />;
    case 'policy':
      return <PolicyPage view={view} props={request} />;
    case 'network':
      return <NetworkPage view={view} props={request} />;
    case 'peer':
      return <PeerPage view={view} props={request} />;
    case 'design':
      return <DesignPage view={view} props={request} />;
    case 'denied':
      return <DeniedPage view={view} props={request} />;
    case 'offline':
      return <OfflinePage view={view} />;
    case 'pickup':
      return <PickupPage view={view} />;
    case 'not-found':
      return <NotFoundPage view={view} props={request} />;
    case 'error':
      return <ErrorPage view={view} props={request} />;
  }
};

/** Named in the policy of pages: what the style within some of them passes by. */
export const styleSource: string = __ASSETS__.first.source;

/** Unavailable for legal reasons, and for those of an operator: there is no closer word in HTTP. */
const DENIED = 451;

const statusOf = (request: PageRequest): number => {
  if (request.page === 'denied') return DENIED;
  if (request.page === 'not-found') return 404;
  return request.page === 'error' ? request.statusCode : 200;
};

const viewOf = ({ locale, theme, origin, path, now, status }: PageBase): PageView =>
  pageView({ locale, theme, origin, path, now, status });

/**
 * Renders a page to HTML.
 * @param request what the page shows; text in it is escaped here, whoever wrote it
 * @returns the document and the HTTP status to answer with
 */
export const renderPage = (request: PageRequest): RenderedPage => ({
  html: withIslandFiles(`<!doctype html>${renderToString(<Page view={viewOf(request)} request={request} />)}`),
  status: statusOf(request),
});
