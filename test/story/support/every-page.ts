import type { CaseSummary } from '../../../protocol/api/court.ts';
import type { ListingSummary } from '../../../protocol/api/listing.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import { jurorsOf, lastRound } from './jury.ts';
import { ask, persona, type Stage } from './story.ts';

/** A page as somebody sees it. */
export interface Visit {
  path: string;
  /** Who looks at it, by the name in the demo wallet; left out, a reader without a wallet. */
  as?: string;
  /** What is there once the page is filled. */
  shows: string;
  /** True where the account signs in at the node first. */
  signIn?: boolean;
  /** HTTP status, 200 where nothing else is said. */
  status?: number;
}

const some = async <T>(stage: Stage, path: string, fits: (item: T) => boolean = () => true): Promise<T> => {
  const { items } = await ask<{ items: T[] }>(stage, 1, path);
  const found = items.find(fits);
  if (found === undefined) throw new RangeError(`the market has nothing for ${path}`);
  return found;
};

/**
 * Every route of pages with who looks at it on the demo market, and what there is to see.
 * @returns by route as the node registers it; the last, `*`, is an address that no page has
 */
export async function everyVisit(stage: Stage): Promise<Record<string, Visit[]>> {
  const [listing, order, { order: decided }, { cid: bicycle }] = await Promise.all([
    some<ListingSummary>(stage, '/listings?limit=100', ({ handle }) => handle === 'cloud-mug'),
    some<OrderSummary>(stage, `/orders?limit=20&buyer=${persona('maya').address}`),
    some<CaseSummary>(stage, '/cases?limit=20'),
    some<ListingSummary>(stage, '/listings?limit=100', ({ kind }) => kind === 'pickup'),
  ]);
  const [juror] = jurorsOf(lastRound(await ask(stage, 1, `/cases/${decided}`))).map(({ name }) => name);
  if (juror === undefined) throw new RangeError(`nobody was drawn for ${decided}`);
  const { shop, cid, handle } = listing;
  const desk = (part: string, shows = '.desk-ready, main .desk-section'): Visit[] => [
    { path: `/desk${part}`, as: 'lan', shows },
  ];
  return {
    '/': [{ path: '/', as: 'maya', shows: 'main .card' }],
    '/search': [
      { path: '/search?q=cup&kind=shipped', shows: 'main .card' },
      { path: '/search?q=qqqq', shows: '.empty' },
    ],
    '/shop/:address': [{ path: `/shop/${shop}`, as: 'maya', shows: 'main .card' }],
    '/shop/:address/trust': [{ path: `/shop/${shop}/trust`, shows: 'main h1' }],
    '/shop/:address/listing/:handle': [{ path: `/shop/${shop}/listing/${handle}`, as: 'maya', shows: '.buy' }],
    '/listing/:cid': [
      { path: `/listing/${cid}?ref=${persona('tomas').address}`, shows: '.buy' },
      { path: `/listing/${bicycle}`, as: 'maya', shows: '.buy' },
    ],
    '/people/:account': [{ path: `/people/${persona('aiko').address}`, as: 'maya', shows: 'main h1' }],
    '/checkout': [{ path: `/checkout?listing=${cid}&quantity=1`, as: 'maya', shows: '.checkout-form' }],
    '/order/:id': [
      { path: `/order/${order.id}`, as: 'maya', shows: '.order-actions' },
      { path: `/order/${decided}`, as: 'lan', shows: '.order-actions' },
    ],
    '/court': [{ path: '/court', as: juror, shows: '.record-bar' }],
    '/court/:order': [{ path: `/court/${decided}`, as: juror, shows: 'main h1' }],
    '/host': [{ path: '/host', shows: 'main .command' }],
    '/hosts': [{ path: '/hosts', shows: 'main h1' }],
    '/peer': [{ path: '/peer', shows: 'main h1' }],
    '/network': [{ path: '/network', shows: '.big-number' }],
    '/design': [{ path: '/design', shows: '.design-sheet' }],
    '/policy': [{ path: '/policy', shows: 'main h1' }],
    '/desk': desk(''),
    '/desk/orders': desk('/orders'),
    '/desk/goods': desk('/goods'),
    '/desk/goods/import': desk('/goods/import'),
    '/desk/goods/edit': desk(`/goods/edit?listing=${handle}`),
    '/desk/offers': desk('/offers'),
    '/desk/insights': [{ path: '/desk/insights', as: 'lan', signIn: true, shows: '.desk-ready' }],
    '/desk/look': desk('/look'),
    '/desk/settings': desk('/settings'),
    '/offline': [{ path: '/offline', shows: 'main h1' }],
    '/cart': [{ path: '/cart', as: 'maya', shows: 'main .empty' }],
    '/orders': [{ path: '/orders', as: 'maya', shows: '.order-row' }],
    '/sell': [
      { path: '/sell', as: 'lan', shows: '.steps' },
      { path: '/sell', as: 'jonas', shows: '.steps' },
    ],
    '/promote': [{ path: '/promote', as: 'aiko', shows: '.promoter-tree' }],
    '/pickup': [{ path: '/pickup', as: 'tomas', shows: '.share-found' }],
    '/operator': [{ path: '/operator', as: 'ravi', signIn: true, shows: '.held-rail' }],
    '*': [{ path: '/nowhere', shows: 'main h1', status: 404 }],
  };
}
