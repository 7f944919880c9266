import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { linkTo } from './links.ts';
import { Histogram, Stars } from './stars.tsx';

/** A shop's score and its reviews by stars. */
export const ScorePanel = ({
  view,
  shop,
  evidence,
}: {
  view: PageView;
  shop: Pick<ShopSummary, 'score'>;
  /** Path of the page that says what the score is made of; left out where it stands right below. */
  evidence?: string;
}) => (
  <section class="panel" aria-labelledby="score">
    <h2 id="score">{view.t('shop.score')}</h2>
    <p class="quiet">{view.t('shop.score_lead')}</p>
    {shop.score.reviews === 0 ? (
      <p>{view.t('stars.none')}</p>
    ) : (
      <>
        <p class="big-number score-line">
          {view.stars(shop.score.milliStars)} <Stars view={view} milliStars={shop.score.milliStars} size={22} />
        </p>
        <Histogram view={view} score={shop.score} />
        {evidence !== undefined && (
          <p>
            <a class="more small" href={linkTo(view, evidence)}>
              {view.t('trust.score_made')} <Icon name="arrow" size={16} />
            </a>
          </p>
        )}
      </>
    )}
  </section>
);
