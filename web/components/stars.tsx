import type { ScoreView } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import type { View } from '../view.ts';

const star = 'l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9-5.3 2.9 1.1-6-4.4-4.2 6-.8z';
const row = [10, 30, 50, 70, 90].map((x) => `M${x} 1.6${star}`).join('');

/** The row of stars that every `Stars` of a page refers to; once in each document. */
export const StarSprite = () => (
  <svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <path id="stars" d={row} />
    </defs>
  </svg>
);

/** Five stars, filled by thousandths. */
export const Stars = ({
  view,
  milliStars,
  size = 16,
}: {
  view: Pick<View<'stars.label'>, 't' | 'stars'>;
  milliStars: number;
  size?: number;
}) => (
  <svg
    class="stars"
    width={size * 5}
    height={size}
    viewBox="0 0 100 20"
    role="img"
    aria-label={view.t('stars.label', { stars: view.stars(milliStars) })}
  >
    <use class="stars-empty" href="#stars" />
    <svg width={milliStars / 50} height="20" viewBox={`0 0 ${milliStars / 50} 20`} aria-hidden="true">
      <use class="stars-full" href="#stars" />
    </svg>
  </svg>
);

/** Stars, number and how many reviews; says so where there are none. */
export const Score = ({ view, score }: { view: PageView; score: ScoreView }) =>
  score.reviews === 0 ? (
    <span class="score quiet">{view.t('stars.none')}</span>
  ) : (
    <span class="score">
      <Stars view={view} milliStars={score.milliStars} />
      <strong>{view.stars(score.milliStars)}</strong>
      <span class="quiet">{view.count('reviews', score.reviews)}</span>
    </span>
  );

/** Reviews by stars as bars, five stars first. */
export const Histogram = ({ view, score }: { view: PageView; score: ScoreView }) => {
  const most = Math.max(1, ...score.histogram);
  return (
    <ul class="histogram" aria-label={view.t('shop.histogram')}>
      {[5, 4, 3, 2, 1].map((stars) => {
        const count = score.histogram[stars - 1] ?? 0;
        return (
          <li key={stars}>
            <span class="histogram-stars" aria-hidden="true">
              {stars} ★
            </span>
            <svg class="rail" height="10" aria-hidden="true">
              <rect class="rail-ground" width="100%" height="10" rx="5" />
              {count > 0 && <rect class="rail-gold" width={`${(100 * count) / most}%`} height="10" rx="5" />}
            </svg>
            <span class="visually-hidden">
              {view.t('stars.label', { stars })}: {view.count('shop.histogram_row', count)}
            </span>
            <span class="number" aria-hidden="true">
              {view.number(count)}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
