import { locales } from '../locale.ts';
import type { Theme } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Mark } from './icon.tsx';
import { linkTo, pathWith } from './links.ts';

const names = { en: 'English', 'zh-CN': '简体中文' } as const;
const places = [
  { href: '/court', word: 'court.title' },
  { href: '/pickup', word: 'pickup.title' },
  { href: '/hosts', word: 'hosts.title' },
  { href: '/host', word: 'host.title' },
  { href: '/peer', word: 'peers.footer' },
  { href: '/network', word: 'network.title' },
  { href: '/policy', word: 'policy.title' },
  { href: '/operator', word: 'operator.title' },
] as const;
const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/** Foot of every page: languages, appearance, and what this node knows. */
export const Footer = ({ view }: { view: PageView }) => {
  const { path, status, locale, theme } = view.base;
  return (
    <footer class="footer" id="foot">
      <div class="wide footer-grid">
        <div>
          <p class="brand">
            <Mark />
            <span>{view.t('brand')}</span>
          </p>
          <p class="footer-tagline">{view.t('footer.tagline')}</p>
          <ul class="footer-list">
            {places.map(({ href, word }) => (
              <li key={href}>
                <a href={linkTo(view, href)}>{view.t(word)}</a>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>{view.t('language.label')}</h2>
          <ul class="switch">
            {locales.map((tag) => (
              <li key={tag}>
                <a
                  href={pathWith(path, 'lang', tag)}
                  lang={tag}
                  hreflang={tag}
                  aria-current={tag === locale ? 'true' : undefined}
                >
                  {names[tag]}
                </a>
              </li>
            ))}
          </ul>
          <h2>{view.t('theme.label')}</h2>
          <ul class="switch">
            {themes.map((name) => (
              <li key={name}>
                <a
                  href={pathWith(path, 'theme', name)}
                  rel="nofollow"
                  aria-current={name === theme ? 'true' : undefined}
                >
                  {view.t(`theme.${name}`)}
                </a>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>{view.t('footer.node')}</h2>
          <ul class="footer-list">
            <li>{view.count('footer.peers', status.peers)}</li>
            <li>{view.t('footer.block', { block: view.number(status.block) })}</li>
            <li>{view.count('listings', status.listings)}</li>
            <li>
              <a href="/design">{view.t('design.footer')}</a>
            </li>
            <li>
              <a href="/openapi.json">{view.t('footer.api')}</a>
            </li>
            <li>
              <a href="/metrics">{view.t('footer.metrics')}</a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  );
};
