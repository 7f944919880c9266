import { tagsFor } from '../../protocol/text.ts';
import { CategoryCards } from '../components/category-cards.tsx';
import { CircleGoods } from '../components/circle-goods.tsx';
import { EmptyMarket } from '../components/empty-market.tsx';
import { GroupCard } from '../components/group-card.tsx';
import { SearchForm } from '../components/header.tsx';
import { Icon } from '../components/icon.tsx';
import { linkTo } from '../components/links.ts';
import { ListingGrid } from '../components/listing-card.tsx';
import { Live } from '../components/live.tsx';
import { graphOf, marketData } from '../components/product-data.ts';
import { ProtectionPictures } from '../components/protection-pictures.tsx';
import { ReviewCard } from '../components/review-card.tsx';
import { ShopCard } from '../components/shop-card.tsx';
import { SiteStyle } from '../components/site-style.tsx';
import { TagLinks } from '../components/tag-links.tsx';
import { TrustTicket } from '../components/trust-ticket.tsx';
import type { HomePage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** Tags under the search box, and reviews at the foot. */
const mostTags = 9;
const mostReviews = 6;
const daySeconds = 86_400;

/** The listing that explains a purchase: another each day, of those with a picture that a deposit covers best. */
const exampleOf = (listings: Props['listings'], now: number): Props['listings'][number] | undefined => {
  const shown = listings.filter(({ inStock, image }) => inStock && image !== null);
  const covered = shown.filter(({ coverBps }) => coverBps >= 10_000);
  const choice = covered.length > 0 ? covered : shown.length > 0 ? shown : listings;
  return choice[Math.floor(now / daySeconds) % Math.max(1, choice.length)];
};

/** Reviews that the reader can read come first. */
const readableFirst = (reviews: Props['reviews'], locale: string): Props['reviews'] => {
  const base = locale.split('-')[0];
  const isReadable = (review: Props['reviews'][number]): boolean => review.content?.language.split('-')[0] === base;
  return [...reviews.filter(isReadable), ...reviews.filter((review) => !isReadable(review))].slice(0, mostReviews);
};

const Hero = ({ view, props }: { view: PageView; props: Props }) => {
  const example = exampleOf(props.listings, view.now);
  const tags = tagsFor(props.tags, { language: view.locale, tagOf: ({ tag }) => tag }).slice(0, mostTags);
  return (
    <section class="hero">
      <div class="wide hero-grid">
        <div class="hero-words">
          <h1>{view.t('home.hero')}</h1>
          <p class="lead">{view.t('home.lead')}</p>
          <SearchForm view={view} large />
          {tags.length > 0 && (
            <div class="tags">
              <span class="quiet">{view.t('home.tags')}</span>
              <TagLinks view={view} tags={tags.map(({ tag }) => tag)} />
            </div>
          )}
        </div>
        {example !== undefined && <TrustTicket view={view} listing={example} />}
      </div>
      <span class="awning" aria-hidden="true" />
    </section>
  );
};

/** The market: how it is safe, what is sold, who sells, what buyers say. */
export const HomePage = ({ view, props }: { view: PageView; props: Props }) => (
  <Document
    view={view}
    title={view.t('home.title')}
    description={view.t('home.description')}
    data={graphOf(marketData(view))}
    hideSearch
    styling="first"
  >
    <Hero view={view} props={props} />
    <SiteStyle />
    {props.categories.length > 1 && (
      <section class="wide section" aria-labelledby="categories">
        <h2 id="categories">{view.t('home.categories')}</h2>
        <CategoryCards view={view} categories={props.categories} />
      </section>
    )}
    <section class="band" id="groups">
      {props.groups.length > 0 && (
        <div class="wide section">
          <div class="section-head">
            <h2>{view.t('home.groups')}</h2>
            <p class="quiet">{view.t('home.groups_lead')}</p>
          </div>
          <ul class="waiting-groups">
            {props.groups.map((group) => (
              <GroupCard key={group.groupId} view={view} group={group} />
            ))}
          </ul>
        </div>
      )}
    </section>
    {(props.listings.length > 0 || props.reviews.length > 0) && (
      <CircleGoods view={view} hasReviews={props.reviews.length > 0} />
    )}
    <section class="wide section" id="listings">
      <div class="section-head">
        <h2>{view.t('home.listings')}</h2>
        {props.listings.length > 0 && (
          <a class="more" href={linkTo(view, '/search?sort=newest')}>
            {view.t('home.all_listings')} <Icon name="arrow" size={16} />
          </a>
        )}
      </div>
      {props.listings.length === 0 ? (
        <EmptyMarket view={view} />
      ) : (
        <ListingGrid view={view} listings={props.listings} eager={2} />
      )}
    </section>
    <section class="band">
      <div class="wide section">
        <h2>{view.t('home.how')}</h2>
        <ProtectionPictures view={view} />
      </div>
    </section>
    {props.shops.length > 0 && (
      <section class="wide section">
        <div class="section-head">
          <h2>{view.t('home.shops')}</h2>
          <p class="quiet">{view.t('home.shops_lead')}</p>
        </div>
        <ul class="stalls" id="shops">
          {props.shops.map((shop) => (
            <ShopCard key={shop.address} view={view} shop={shop} />
          ))}
        </ul>
      </section>
    )}
    {props.reviews.length > 0 && (
      <section class="wide section" id="reviews">
        <h2>{view.t('home.reviews')}</h2>
        <ul class="reviews reviews-columns">
          {readableFirst(props.reviews, view.locale).map((review) => (
            <ReviewCard key={review.order} view={view} review={review} />
          ))}
        </ul>
      </section>
    )}
    <Live
      view={view}
      parts={['groups', 'listings', 'shops', 'reviews']}
      kinds={['order', 'review', 'group', 'deposit', 'catalogue']}
      pauseSeconds={10}
    />
  </Document>
);
