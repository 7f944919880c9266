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
import { Banner, Empty } from '../components/notice.tsx';
import { OutcomesPanel } from '../components/outcomes-panel.tsx';
import { Picture } from '../components/picture.tsx';
import { breadcrumbs, graphOf, shopData } from '../components/product-data.ts';
import { ReviewCard } from '../components/review-card.tsx';
import { ScorePanel } from '../components/score-panel.tsx';
import { awningOf, ShopLogo } from '../components/shop-card.tsx';
import { ShopRecord } from '../components/shop-record.tsx';
import { ShopSections } from '../components/shop-sections.tsx';
import { ShopStanding } from '../components/shop-standing.tsx';
import { SiteStyle } from '../components/site-style.tsx';
import { Themed } from '../components/themed.tsx';
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
      {shop.theme?.header != null && (
        <Picture view={view} image={shop.theme.header} alt="" sizes="100vw" eager class="shop-banner" />
      )}
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

/** A shop: what it put down, how it did, what it sells. */
export const ShopPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { shop, listings, featured, reviews, copies, trust } = props;
  const expired = shop.validUntil !== null && shop.validUntil < view.now;
  return (
    <Document
      view={view}
      title={`${view.text(shop.names)} · ${view.t('brand')}`}
      description={view.text(shop.taglines) || view.text(shop.names)}
      card={`/cards/shop/${shop.address}.png`}
      kind="profile"
      data={graphOf(shopData(view, shop), breadcrumbs(view, [[view.text(shop.names), `/shop/${shop.address}`]]))}
      styling="first"
    >
      <SiteStyle />
      <Themed accent={shop.theme?.accent}>
        <Head view={view} shop={shop} />
        <div class="wide" id="standing">
          <ShopStanding view={view} shop={shop} />
          {shop.equivocated && (
            <Banner tone="bad">
              {view.t('shop.equivocated')}{' '}
              <a href={`/api/v1/heads/${shop.address}/equivocations`}>{view.t('shop.equivocated_proof')}</a>
            </Banner>
          )}
          <div class="shop-notes">
            <ShopRecord view={view} deposit={mainDeposit(shop.deposits)} />
            <Flags view={view} flags={trust?.flags ?? []} />
          </div>
          {expired && shop.validUntil !== null && (
            <Banner tone="warn">{view.t('shop.expired', { date: view.date(shop.validUntil) })}</Banner>
          )}
        </div>
        <ShopSections
          view={view}
          order={shop.theme?.sections}
          texts={[
            { id: 'about', title: view.t('shop.about'), texts: shop.about },
            { id: 'shipping', title: view.t('shop.shipping'), texts: shop.shipping },
            { id: 'returns', title: view.t('shop.returns'), texts: shop.returns },
          ]}
        >
          {{
            featured: featured.length > 0 && (
              <section class="wide section" id="featured">
                <h2>{view.t('shop.featured')}</h2>
                <ListingGrid view={view} listings={featured} eager={2} />
              </section>
            ),
            goods: (
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
                    <a
                      class="button button-quiet"
                      href={pathWith(view.base.path, 'cursor', listings.nextCursor)}
                      rel="next"
                    >
                      {view.t('more.next')}
                    </a>
                  </p>
                )}
              </section>
            ),
            record: (
              <div class="wide" id="habits">
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and what scrolls must be reachable by keyboard */}
                <section class="panels" tabIndex={0} aria-label={view.t('shop.trust')}>
                  <DepositPanel view={view} shop={shop} />
                  <ScorePanel view={view} shop={shop} evidence={`/shop/${shop.address}/trust#score`} />
                  <OutcomesPanel view={view} shop={shop} />
                </section>
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
                  {copies === null ? (
                    <p class="quiet">{view.t('copies.unknown')}</p>
                  ) : (
                    <Copies view={view} copies={copies} />
                  )}
                </section>
              </div>
            ),
            reviews: (
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
            ),
          }}
        </ShopSections>
        <p class="wide section small quiet policies-address">
          {view.t('shop.address')} <code>{shop.address}</code>{' '}
          <a href={`/peer#${shop.address}`}>{view.t('peers.this_shop')}</a>
        </p>
      </Themed>
      <Live
        view={view}
        parts={['standing', 'featured', 'goods', 'habits', 'reviews']}
        kinds={['order', 'review', 'deposit', 'catalogue']}
        query={{ shop: shop.address }}
        pauseSeconds={3}
      />
    </Document>
  );
};
