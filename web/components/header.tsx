import { limits } from '../../protocol/limits.ts';
import type { PageView } from '../page-view.ts';
import { chainProps } from '../page-view.ts';
import { Icon, Mark } from './icon.tsx';
import { Island } from './island.tsx';
import { linkTo } from './links.ts';

const links = [
  { href: '/search', word: 'nav.market' },
  { href: '/orders', word: 'nav.orders' },
  { href: '/sell', word: 'nav.sell' },
  { href: '/promote', word: 'nav.promote' },
] as const;

/** Search box of header and home page; works as a plain form; its island offers ways to go on. */
export const SearchForm = ({
  view,
  value = '',
  large = false,
}: {
  view: PageView;
  value?: string;
  large?: boolean;
}) => (
  <search>
    <Island name="search-box" props={{}} class="search-box">
      <form class={large ? 'search search-large' : 'search'} action="/search" method="get">
        <input
          type="search"
          name="q"
          value={value}
          maxLength={limits.queryCharacters}
          autocomplete="off"
          placeholder={view.t('search.placeholder')}
          aria-label={view.t('search.label')}
        />
        {view.promoter !== null && <input type="hidden" name="ref" value={view.promoter} />}
        <button class="button" type="submit">
          <Icon name="search" />
          <span>{view.t('search.button')}</span>
        </button>
      </form>
    </Island>
  </search>
);

/** Head of every page: mark, search, places, cart and wallet. */
export const Header = ({
  view,
  query,
  hideSearch = false,
}: {
  view: PageView;
  query?: string;
  hideSearch?: boolean;
}) => {
  const here = view.base.path.split('?')[0];
  return (
    <header class="header">
      {view.base.status.demo && <p class="demo-strip">{view.t('demo.text')}</p>}
      <div class="header-bar wide">
        <a class="brand" href={linkTo(view, '/')}>
          <Mark />
          <span>{view.t('brand')}</span>
        </a>
        {hideSearch ? <span class="header-space" /> : <SearchForm view={view} value={query ?? ''} />}
        <nav aria-label={view.t('nav.label')}>
          <ul>
            {links.map(({ href, word }) => (
              <li key={href}>
                <a href={linkTo(view, href)} aria-current={here === href ? 'page' : undefined}>
                  {view.t(word)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="header-tools">
          <a class="cart-link" href="/cart" aria-current={here === '/cart' ? 'page' : undefined}>
            <Icon name="cart" size={22} />
            <span class="visually-hidden">{view.t('nav.cart')}</span>
            <Island name="cart-count" props={{}} class="cart-count" />
          </a>
          <Island name="wallet" props={{ chain: chainProps(view.base.status) }} class="wallet" />
        </div>
      </div>
    </header>
  );
};
