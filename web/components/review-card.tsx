import type { ReviewView } from '../../protocol/api/review.ts';
import { type OrderOutcome, orderOutcomes } from '../../protocol/order.ts';
import type { PageView } from '../page-view.ts';
import { Face } from './face.tsx';
import { Icon } from './icon.tsx';
import { linkTo } from './links.ts';
import { Picture, widestImage } from './picture.tsx';
import { ShortId } from './short-id.tsx';
import { shortId } from './shorten.ts';
import { Stars } from './stars.tsx';
import { Moment } from './time.tsx';

type Content = ReviewView['content'];

const Body = ({ view, content }: { view: PageView; content: Content }) => {
  if (content === null) return <p class="quiet">{view.t('review.missing')}</p>;
  return (
    <>
      {content.text !== '' && (
        <p class="review-text" lang={content.language}>
          {content.text}
        </p>
      )}
      {content.photos.length > 0 && (
        <ul class="review-photos">
          {content.photos.map((photo) => (
            <li key={photo.sources[0]?.cid}>
              <a href={widestImage(photo) ?? '#'}>
                <Picture view={view} image={photo} alt={view.t('review.photo')} sizes="7rem" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

type Ended = Exclude<OrderOutcome, 'none'>;
const isEnded = (outcome: string): outcome is Ended =>
  outcome !== 'none' && orderOutcomes.some((known) => known === outcome);

/** One review: stars, what was paid, words, photos, amendments and the shop's reply. */
export const ReviewCard = ({
  view,
  review,
  showListing = true,
}: {
  view: PageView;
  review: ReviewView;
  showListing?: boolean;
}) => (
  <li class="review">
    <p class="review-head">
      <Stars view={view} milliStars={review.stars * 1_000} />
      <a
        class="review-by"
        href={linkTo(view, `/people/${review.buyer}`)}
        aria-label={view.t('review.by', { account: shortId(review.buyer) })}
      >
        <Face address={review.buyer} size={20} />
        <ShortId value={review.buyer} />
      </a>
      <Moment view={view} at={review.postedAt} style="day" />
    </p>
    <Body view={view} content={review.content} />
    {review.amendments.map((amendment) => (
      <div class="review-more" key={amendment.postedAt}>
        <p class="small quiet">
          <Stars view={view} milliStars={amendment.stars * 1_000} size={12} />{' '}
          {view.t('review.amended', { date: view.date(amendment.postedAt) })}
        </p>
        <Body view={view} content={amendment.content} />
      </div>
    ))}
    {review.reply !== null && (
      <div class="review-more">
        <p class="small quiet">{view.t('review.reply')}</p>
        <Body view={view} content={review.reply.content} />
      </div>
    )}
    <p class="review-foot small quiet">
      <span class="verified">
        <Icon name="seal" size={14} />{' '}
        {view.t('review.verified', { price: view.money(review.totalUnits, review.token) })}
        {isEnded(review.outcome) && ` · ${view.t(`ended.${review.outcome}`)}`}
      </span>
      {showListing && (
        <a href={linkTo(view, `/listing/${review.listing}`)} lang={view.languageOf(review.titles)}>
          {view.text(review.titles)}
        </a>
      )}
      {view.text(review.variants) !== '' && (
        <span lang={view.languageOf(review.variants)}>{view.text(review.variants)}</span>
      )}
      <a href={`/order/${review.order}`}>
        {view.t('review.order', { id: '' })}
        <ShortId value={review.order} />
      </a>
    </p>
  </li>
);
