import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { CoverBadge } from './cover.tsx';
import { linkTo } from './links.ts';
import { Picture } from './picture.tsx';

/** Price of a listing, `from` its cheapest variant. */
export const PriceRange = ({ view, listing }: { view: PageView; listing: ListingSummary }) => {
  const price = view.money(listing.priceFromUnits, listing.token);
  return (
    <span class="price">
      {listing.priceFromUnits === listing.priceToUnits ? price : view.t('price.from', { price })}
    </span>
  );
};

/** A score where room is short: one star and the number. */
const CardScore = ({ view, milliStars }: { view: PageView; milliStars: number }) => {
  const stars = view.stars(milliStars);
  return (
    <span class="card-score">
      <span aria-hidden="true">★ {stars}</span>
      <span class="visually-hidden">{view.t('stars.label', { stars })}</span>
    </span>
  );
};

/** One listing in a grid: picture, title, shop, price and cover. */
export const ListingCard = ({
  view,
  listing,
  eager = false,
}: {
  view: PageView;
  listing: ListingSummary;
  eager?: boolean;
}) => (
  <li class="card" data-listing={listing.cid} data-handle={listing.handle}>
    <a class="card-link" href={linkTo(view, `/listing/${listing.cid}`)}>
      <span class="card-picture">
        <Picture
          view={view}
          image={listing.image}
          alt=""
          sizes="(min-width: 70rem) 17rem, (min-width: 40rem) 30vw, 45vw"
          eager={eager}
        />
        {!listing.inStock && <span class="card-flag">{view.t('stock.out')}</span>}
      </span>
      <span class="card-title" lang={view.languageOf(listing.titles)}>
        {view.text(listing.titles)}
      </span>
    </a>
    <span class="card-shop quiet">
      <span lang={view.languageOf(listing.shopNames)}>{view.text(listing.shopNames)}</span>
      {listing.score.reviews > 0 && <CardScore view={view} milliStars={listing.score.milliStars} />}
    </span>
    <span class="card-foot">
      <PriceRange view={view} listing={listing} />
      <CoverBadge view={view} coverBps={listing.coverBps} />
    </span>
  </li>
);

/** A grid of listings; the first row is loaded at once. */
export const ListingGrid = ({
  view,
  listings,
  eager = 0,
}: {
  view: PageView;
  listings: readonly ListingSummary[];
  eager?: number;
}) => (
  <ul class="grid">
    {listings.map((listing, index) => (
      <ListingCard key={listing.cid} view={view} listing={listing} eager={index < eager} />
    ))}
  </ul>
);
