import type { ListingTrustView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { ScoreEvidence } from './score-evidence.tsx';

/** What became of a listing's own sales, and what its score is made of. */
export const ListingRecord = ({ view, trust }: { view: PageView; trust: ListingTrustView }) => (
  <div class="listing-record">
    <ul class="facts-line small" aria-label={view.t('trust.listing')}>
      <li>{view.count('trust.listing_sold', trust.sold)}</li>
      <li>{view.count('trust.listing_refunded', trust.refunded)}</li>
      <li>{view.count('trust.listing_disputed', trust.disputed)}</li>
    </ul>
    {trust.score.score.reviews > 0 && (
      <details class="listing-evidence">
        <summary>{view.t('trust.score_made')}</summary>
        <ScoreEvidence view={view} evidence={trust.score} />
      </details>
    )}
  </div>
);
