import type { ComponentChildren } from 'preact';
import { Footer } from '../components/footer.tsx';
import { Header } from '../components/header.tsx';
import { pathWith } from '../components/links.ts';
import { Banner } from '../components/notice.tsx';
import { safeJson } from '../components/safe-json.ts';
import { SiteStyle } from '../components/site-style.tsx';
import { StarSprite } from '../components/stars.tsx';
import { locales } from '../locale.ts';
import type { PageView } from '../page-view.ts';
import type { WebAssets } from '../vite.config.ts';

/** Hashed file names of the client build, written in by Vite. */
declare const __ASSETS__: WebAssets;

/** What browsers paint around the page: the colour of the strip at its head. */
const hallColours = { light: '#0c3326', dark: '#0a1f18' } as const;
const byDay = '(prefers-color-scheme: light)';
const byNight = '(prefers-color-scheme: dark)';

/** The card of pages that have none of their own. */
const marketCard = '/cards/market.png';

/** Seconds after which a node that lags the chain says so. */
const staleAfterSeconds = 120;

export interface DocumentProps {
  view: PageView;
  title: string;
  description?: string;
  /** Path of the page's share card; left out, that of the whole market. */
  card?: string;
  /** What the page is about, for those who show links. */
  kind?: 'website' | 'product' | 'profile';
  /** schema.org data of the page. */
  data?: Record<string, unknown>;
  /** False keeps the page out of search engines. */
  index?: boolean;
  query?: string;
  hideSearch?: boolean;
  /**
   * `first` brings what the first screen needs within the page, and leaves it to the page where `SiteStyle` comes; left
   * out, the whole style sheet comes before everything.
   */
  styling?: 'first';
  /** The style sheet that the page has beside the one of all pages. */
  styles?: keyof typeof __ASSETS__.styles;
  children: ComponentChildren;
}

const Meta = ({
  view,
  title,
  description,
  card = marketCard,
  kind = 'website',
  index = true,
}: Omit<DocumentProps, 'children'>) => {
  const { origin, path } = view.base;
  const clean = path.split('?')[0] ?? '/';
  const picture = `${origin}${pathWith(card, 'locale', view.locale)}`;
  return (
    <>
      <title>{title}</title>
      {description !== undefined && <meta name="description" content={description} />}
      {!index && <meta name="robots" content="noindex" />}
      <link rel="canonical" href={`${origin}${clean}`} />
      {locales.map((tag) => (
        <link key={tag} rel="alternate" hreflang={tag} href={`${origin}${pathWith(clean, 'lang', tag)}`} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${origin}${clean}`} />
      <meta property="og:site_name" content={view.t('brand')} />
      <meta property="og:title" content={title} />
      <meta property="og:type" content={kind} />
      <meta property="og:url" content={`${origin}${clean}`} />
      <meta property="og:locale" content={view.locale.replace('-', '_')} />
      {description !== undefined && <meta property="og:description" content={description} />}
      <meta property="og:image" content={picture} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={title} />
      <meta name="twitter:card" content="summary_large_image" />
      <meta name="twitter:title" content={title} />
      {description !== undefined && <meta name="twitter:description" content={description} />}
      <meta name="twitter:image" content={picture} />
    </>
  );
};

/** The frame of every page. */
export const Document = ({ view, data, query, hideSearch, styling, styles, children, ...meta }: DocumentProps) => {
  const { status, now, theme } = view.base;
  const behind = now - status.blockTime;
  const stale = !status.synced && behind > staleAfterSeconds;
  return (
    <html lang={view.locale} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        {theme !== 'dark' && (
          <meta name="theme-color" content={hallColours.light} media={theme === 'auto' ? byDay : undefined} />
        )}
        {theme !== 'light' && (
          <meta name="theme-color" content={hallColours.dark} media={theme === 'auto' ? byNight : undefined} />
        )}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/touch-180.png" />
        <link rel="manifest" href={`/manifest.webmanifest?lang=${view.locale}`} />
        {styling === 'first' ? (
          <>
            <style dangerouslySetInnerHTML={{ __html: __ASSETS__.first.css }} />
            <link rel="preload" as="style" href={`/assets/${__ASSETS__.style}`} />
          </>
        ) : (
          <SiteStyle />
        )}
        {styles !== undefined && <link rel="stylesheet" href={`/assets/${__ASSETS__.styles[styles]}`} />}
        <script type="module" src={`/assets/${__ASSETS__.script}`} />
        {__ASSETS__.preload[view.locale].map((file) => (
          <link key={file} rel="modulepreload" href={`/assets/${file}`} />
        ))}
        <Meta view={view} {...meta} />
        {data !== undefined && (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(data) }} />
        )}
      </head>
      <body>
        <a class="skip" href="#content">
          {view.t('skip')}
        </a>
        <StarSprite />
        <Header
          view={view}
          {...(query === undefined ? {} : { query })}
          {...(hideSearch === undefined ? {} : { hideSearch })}
        />
        <div class="wide" role="status" id="stale">
          {stale && (
            <Banner tone="warn">
              <strong>{view.t('stale.title', { time: view.duration(behind) })}</strong> {view.t('stale.text')}
            </Banner>
          )}
        </div>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <Footer view={view} />
        {/* At the end, so that no page waits for it: until then headings stand in the device's letters. */}
        {view.locale === 'zh-CN' && <link rel="stylesheet" href={`/assets/${__ASSETS__.hanStyle}`} />}
      </body>
    </html>
  );
};
