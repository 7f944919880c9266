import { CirclePanel } from '../components/circle-panel.tsx';
import { Copies } from '../components/copies.tsx';
import { mainDeposit } from '../components/deposit-bar.tsx';
import { DepositPanel } from '../components/deposit-panel.tsx';
import { Flags } from '../components/flags.tsx';
import { Habits } from '../components/habits.tsx';
import { Icon } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { linkTo, pathWith } from '../components/links.ts';
import { ListingGrid } from '../components/listing-card.tsx';
import { Live } from '../components/live.tsx';
import { Markdown } from '../components/markdown.tsx';
import { Banner, Empty } from '../components/notice.tsx';
import { OutcomesPanel } from '../components/outcomes-panel.tsx';
import { widestImage } from '../components/picture.tsx';
import { ReviewCard } from '../components/review-card.tsx';
import { ScorePanel } from '../components/score-panel.tsx';
import { awningOf, ShopLogo } from '../components/shop-card.tsx';
import { ShopRecord } from '../components/shop-record.tsx';
import type { ShopPage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

type Shop = Props['shop'];

const Head = ({ view, shop }: { view: PageView; shop: Shop }) => {
  const place = [view.text(shop.city), shop.country === null ? '' : view.country(shop.country)].filter(
    (part) => part !== '',
  );
  return (
    <header class={`shop-head ${awningOf(shop.address)}`}>
      <span class="stall-awning" aria-hidden="true" />
      <div class="wide shop-head-grid">
        <ShopLogo view={view} shop={shop} size="large" />
        <div>
          <h1 lang={view.languageOf(shop.names)}>{view.text(shop.names)}</h1>
          <p class="lead" lang={view.languageOf(shop.taglines)}>
            {view.text(shop.taglines)}
          </p>
          <ul class="facts-line small">
            <li>{view.t('shop.since', { date: view.date(shop.openedAt) })}</li>
            {place.length > 0 && (
              <li>
                <Icon name="pin" size={16} />{' '}
                {view.t('shop.place', { place: place.join(view.locale === 'zh-CN' ? '，' : ', ') })}
              </li>
            )}
            <li>{view.count('listings', shop.listings)}</li>
          </ul>
        </div>
      </div>
    </header>
  );
};

const Policies = ({ view, shop }: { view: PageView; shop: Shop }) => {
  const parts = [
    { id: 'about', word: 'shop.about', texts: shop.about },
    { id: 'shipping', word: 'shop.shipping', texts: shop.shipping },
    { id: 'returns', word: 'shop.returns', texts: shop.returns },
  ] as const;
  return (
    <section class="wide section policies">
      {parts.map(({ id, word, texts }) =>
        view.text(texts) === '' ? null : (
          <div key={id} id={id}>
            <h2>{view.t(word)}</h2>
            <Markdown text={view.text(texts)} lang={view.languageOf(texts)} />
          </div>
        ),
      )}
      <p class="small quiet policies-address">
        {view.t('shop.address')} <code>{shop.address}</code>{' '}
        <a href={`/peer#${shop.address}`}>{view.t('peers.this_shop')}</a>
      </p>
    </section>
  );
};

/** A shop: what it put down, how it did, what it sells. */
export const ShopPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { shop, listings, reviews, copies, trust } = props;
  const expired = shop.validUntil !== null && shop.validUntil < view.now;
  return (
    <Document
      view={view}
      title={`${view.text(shop.names)} · ${view.t('brand')}`}
      description={view.text(shop.taglines) || view.text(shop.names)}
      image={shop.logo === null ? null : widestImage(shop.logo)}
    >
      <Head view={view} shop={shop} />
      <div class="wide" id="standing">
        {shop.equivocated && (
          <Banner tone="bad">
            {view.t('shop.equivocated')}{' '}
            <a href={`/api/v1/heads/${shop.address}/equivocations`}>{view.t('shop.equivocated_proof')}</a>
          </Banner>
        )}
        <ShopRecord view={view} deposit={mainDeposit(shop.deposits)} />
        <Flags view={view} flags={trust?.flags ?? []} />
        {expired && shop.validUntil !== null && (
          <Banner tone="warn">{view.t('shop.expired', { date: view.date(shop.validUntil) })}</Banner>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and what scrolls must be reachable by keyboard */}
        <section class="panels" tabIndex={0} aria-label={view.t('shop.trust')}>
          <DepositPanel view={view} shop={shop} />
          <ScorePanel view={view} shop={shop} evidence={`/shop/${shop.address}/trust#score`} />
          <OutcomesPanel view={view} shop={shop} />
        </section>
      </div>
      <section class="wide section" id="goods">
        <h2>{view.t('shop.listings')}</h2>
        <Island
          name="verify"
          props={{ chain: chainProps(view.base.status), listing: null, variant: null, shop: shop.address }}
          class="verify"
        />
        {listings.items.length === 0 ? (
          <Empty title={view.t('shop.no_listings')} text={view.t('shop.no_listings_text')} />
        ) : (
          <ListingGrid view={view} listings={listings.items} eager={2} />
        )}
        {listings.nextCursor !== null && (
          <p class="pager">
            <a class="button button-quiet" href={pathWith(view.base.path, 'cursor', listings.nextCursor)} rel="next">
              {view.t('more.next')}
            </a>
          </p>
        )}
      </section>
      <div class="wide" id="habits">
        <section class="panel record" aria-labelledby="record">
          <h2 id="record">{view.t('trust.habits')}</h2>
          {trust === null ? <p class="quiet">{view.t('trust.busy')}</p> : <Habits view={view} trust={trust} />}
          <p>
            <a class="more" href={linkTo(view, `/shop/${shop.address}/trust`)}>
              {view.t('trust.more')} <Icon name="arrow" size={16} />
            </a>
          </p>
        </section>
        <CirclePanel view={view} shop={shop.address} handle={null} class="panel shop-circle" />
        <section class="panel shop-copies" aria-labelledby="copies">
          <div>
            <h2 id="copies">{view.t('copies.title')}</h2>
            <p class="quiet">{view.t('copies.lead')}</p>
          </div>
          {copies === null ? <p class="quiet">{view.t('copies.unknown')}</p> : <Copies view={view} copies={copies} />}
        </section>
      </div>
      <section class="wide section" id="reviews">
        <h2>{view.t('shop.reviews')}</h2>
        {reviews.items.length === 0 ? (
          <p class="quiet">{view.t('shop.no_reviews')}</p>
        ) : (
          <ul class="reviews reviews-columns">
            {reviews.items.map((review) => (
              <ReviewCard key={review.order} view={view} review={review} />
            ))}
          </ul>
        )}
      </section>
      <Policies view={view} shop={shop} />
      <Live
        view={view}
        parts={['standing', 'goods', 'habits', 'reviews']}
        kinds={['order', 'review', 'deposit', 'catalogue']}
        query={{ shop: shop.address }}
        pauseSeconds={3}
      />
    </Document>
  );
};
