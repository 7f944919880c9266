import { AtAGlance } from '../components/at-a-glance.tsx';
import { BuyForm } from '../components/buy-form.tsx';
import { CirclePanel } from '../components/circle-panel.tsx';
import { Delivery } from '../components/delivery.tsx';
import { Flags } from '../components/flags.tsx';
import { Gallery } from '../components/gallery.tsx';
import { GroupInvitation } from '../components/group-invitation.tsx';
import { groupIn } from '../components/group-link.ts';
import { GroupOffer } from '../components/group-offer.tsx';
import { Icon } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { couponIn, linkTo } from '../components/links.ts';
import { ListingGrid } from '../components/listing-card.tsx';
import { Description, Details } from '../components/listing-details.tsx';
import { ListingRecord } from '../components/listing-record.tsx';
import { Live } from '../components/live.tsx';
import { Banner, Empty } from '../components/notice.tsx';
import { PersonName } from '../components/person-name.tsx';
import { Phrase } from '../components/phrase.tsx';
import { breadcrumbs, graphOf, productData } from '../components/product-data.ts';
import { Protection } from '../components/protection.tsx';
import { Recommendation } from '../components/recommendation.tsx';
import { ReviewCard } from '../components/review-card.tsx';
import { ShopLogo } from '../components/shop-card.tsx';
import { depositFor, ShopRecord } from '../components/shop-record.tsx';
import { SiteStyle } from '../components/site-style.tsx';
import { Score } from '../components/stars.tsx';
import { Themed } from '../components/themed.tsx';
import { chosenVariant } from '../components/variant-choice.ts';
import { VariantPicker } from '../components/variant-picker.tsx';
import type { ListingPage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';
import { NotFoundPage } from './not-found.tsx';

/** Below so many reviews a score is near its start, whatever they say. */
const fewReviews = 5;

type Listing = Props['listing'];

const Disclosure = ({
  view,
  listing,
  promoter,
  people,
}: { view: PageView } & Pick<Props, 'listing' | 'promoter' | 'people'>) => {
  if (!promoter?.registered || listing.commissionBps === 0) return null;
  const text = view.t('listing.promoter_text', { percent: view.percent(listing.commissionBps) });
  return (
    <Banner tone="note" icon="megaphone">
      <strong>{view.t('listing.promoter')}</strong>
      <p>
        <Phrase
          text={text}
          parts={{
            address: (
              <PersonName view={view} account={promoter.address} names={people[promoter.address]?.names ?? {}} />
            ),
          }}
        />
      </p>
    </Banner>
  );
};

/** A coupon in the page's address is kept for the checkout, which checks it. */
const CouponNote = ({ view }: { view: PageView }) =>
  couponIn(view.base.path) === null ? null : (
    <Banner tone="note" icon="tag">
      <strong>{view.t('listing.coupon')}</strong>
      <p>{view.t('listing.coupon_text')}</p>
    </Banner>
  );

const SoldBy = ({ view, listing }: { view: PageView; listing: Listing }) => (
  <p class="sold-by">
    <ShopLogo view={view} shop={listing.shopDetail} size="small" />
    <span>
      <span class="quiet small">{view.t('listing.sold_by')}</span>
      <a href={linkTo(view, `/shop/${listing.shop}`)} lang={view.languageOf(listing.shopNames)}>
        {view.text(listing.shopNames)}
      </a>
    </span>
    <Score view={view} score={listing.score} />
  </p>
);

/** One product: pictures, price, cover, delivery, words and reviews. */
export const ListingPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { listing, reviews, groups, more, promoter, recommendations, trust, people } = props;
  const invited = groupIn(view.base.path);
  const joined = groups.find(({ leader, deadline }) => leader === invited?.leader && deadline === invited.deadline);
  const variant =
    props.variant === null && joined !== undefined
      ? listing.variants.find(({ sku }) => sku === joined.sku)
      : chosenVariant(listing, props.variant);
  if (variant === undefined) return <NotFoundPage view={view} props={{ page: 'not-found', what: 'listing' }} />;
  const title = view.text(listing.titles);
  const deposit = depositFor(listing);
  const suspended = deposit?.record.suspended ?? false;
  const first = variant.image === null ? undefined : listing.images[variant.image];
  const images = first === undefined ? listing.images : [first, ...listing.images.filter((image) => image !== first)];
  const shopName = view.text(listing.shopNames);
  const description = view
    .text(listing.descriptions)
    .replace(/[#*_>`[\]]/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 160);
  return (
    <Document
      view={view}
      title={`${title} · ${shopName}`}
      description={description || title}
      card={joined === undefined ? `/cards/listing/${listing.cid}.png` : `/cards/group/${joined.groupId}.png`}
      kind="product"
      data={graphOf(
        productData(view, listing, variant),
        breadcrumbs(view, [
          [shopName || listing.shop, `/shop/${listing.shop}`],
          [title, `/listing/${listing.cid}`],
        ]),
      )}
      styling="first"
    >
      <SiteStyle />
      <Themed accent={listing.shopDetail.theme?.accent}>
        <div class="wide invitation" id="invitation">
          <GroupInvitation view={view} listing={listing} groups={groups} />
        </div>
        <div class="wide product" id="product">
          <Gallery view={view} images={images} title={title} />
          <div class="product-main">
            <SoldBy view={view} listing={listing} />
            <h1 lang={view.languageOf(listing.titles)} data-signed="title">
              {title}
            </h1>
            <p class="price price-large" data-signed="price">
              {view.money(variant.offer.priceUnits, listing.token)}
            </p>
            <Island
              name="verify"
              props={{
                chain: chainProps(view.base.status),
                listing: listing.cid,
                variant: variant.code,
                shop: listing.shop,
              }}
              class="verify"
            />
            <CouponNote view={view} />
            <Disclosure view={view} listing={listing} promoter={promoter} people={people} />
            {listing.commissionBps > 0 && (
              <p class="small share-earn">
                <a href={linkTo(view, `/promote?listing=${listing.cid}`)} rel="nofollow">
                  <Icon name="megaphone" size={16} />
                  {view.t('listing.share_earn', { percent: view.percent(listing.commissionBps) })}
                </a>
              </p>
            )}
            <VariantPicker view={view} listing={listing} variant={variant} />
            <Flags view={view} flags={trust?.flags ?? []} />
            {suspended && <ShopRecord view={view} deposit={deposit} />}
            <AtAGlance view={view} listing={listing} variant={variant} />
            <BuyForm view={view} listing={listing} variant={variant} promoter={promoter} />
            <GroupOffer view={view} listing={listing} variant={variant} groups={groups} people={people} />
            {!suspended && <ShopRecord view={view} deposit={deposit} />}
            <Protection view={view} listing={listing} variant={variant} people={people} />
            <CirclePanel view={view} shop={listing.shop} handle={listing.handle} class="product-circle" />
            <Delivery view={view} listing={listing} variant={variant} people={people} />
          </div>
          <div class="product-words">
            <Description view={view} listing={listing} />
            <Details view={view} listing={listing} variant={variant} />
          </div>
        </div>
        <section class="wide section" id="reviews">
          <div class="section-head">
            <h2>{view.t('listing.reviews')}</h2>
            <Score view={view} score={listing.score} />
          </div>
          {listing.score.reviews > 0 && listing.score.reviews < fewReviews && (
            <p class="quiet small">{view.t('listing.few_reviews')}</p>
          )}
          {trust !== null && <ListingRecord view={view} trust={trust} />}
          {recommendations.length > 0 && (
            <section class="panel" aria-labelledby="recommended">
              <h3 id="recommended">{view.t('person.listing')}</h3>
              <ul class="recommendations">
                {recommendations.map((word) => (
                  <Recommendation key={word.author} view={view} word={word} />
                ))}
              </ul>
            </section>
          )}
          {reviews.items.length === 0 ? (
            <Empty title={view.t('stars.none')} text={view.t('listing.no_reviews')} icon="pen" />
          ) : (
            <ul class="reviews reviews-columns">
              {reviews.items.map((review) => (
                <ReviewCard key={review.order} view={view} review={review} showListing={false} />
              ))}
            </ul>
          )}
        </section>
        {more.length > 0 && (
          <section class="wide section">
            <h2>{view.t('listing.more', { shop: shopName })}</h2>
            <ListingGrid view={view} listings={more} />
          </section>
        )}
      </Themed>
      <Live
        view={view}
        parts={['invitation', 'product', 'reviews']}
        kinds={['order', 'review', 'group', 'deposit', 'catalogue']}
        query={{ shop: listing.shop }}
        pauseSeconds={2}
        moved={linkTo(view, `/shop/${listing.shop}/listing/${encodeURIComponent(listing.handle)}`)}
      />
    </Document>
  );
};
