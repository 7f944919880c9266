import type { ScoreEvidenceView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { DataTable } from './data-table.tsx';
import { linkTo } from './links.ts';
import { ShortId } from './short-id.tsx';
import { Stars } from './stars.tsx';

const FULL_BPS = 10_000n;
/** Reviews that have a piece of the bar of their own. */
const pieces = 8;

/** Weights are in millionths of a dollar-like unit. */
const weightText = (view: PageView, units: string): string => view.number(Number(BigInt(units) / 10_000n) / 100);

const shareOf = (units: string, whole: bigint): number =>
  whole === 0n ? 0 : Number((BigInt(units) * FULL_BPS) / whole);

/** All weight of a score as one bar: what it starts with, the heaviest reviews, all others. */
const WeightBar = ({ view, evidence }: { view: PageView; evidence: ScoreEvidenceView }) => {
  const { priorUnits, reviewUnits, parts } = evidence;
  const whole = BigInt(priorUnits) + BigInt(reviewUnits);
  let before = 0;
  const piece = (key: string, fill: string, bps: number) => {
    const x = before;
    before += bps;
    return <rect key={key} class={fill} x={`${x / 100}%`} width={`${bps / 100}%`} height="22" />;
  };
  const prior = shareOf(priorUnits, whole);
  return (
    <>
      <svg class="rail weight-bar" height="22" aria-hidden="true">
        <rect class="rail-free" width="100%" height="22" />
        {piece('prior', 'outcome-quiet', prior)}
        {parts
          .slice(0, pieces)
          .map(({ order, shareBps }, index) => piece(order, index % 2 === 0 ? 'rail-gold' : 'rail-leaving', shareBps))}
      </svg>
      <dl class="legend">
        <div>
          <dt>
            <span class="swatch" aria-hidden="true" />
            {view.t('basis.prior', { stars: view.stars(evidence.priorMilliStars) })}
          </dt>
          <dd class="number">{view.percent(Math.round(prior / 10) * 10)}</dd>
        </div>
        <div>
          <dt>
            <span class="swatch swatch-late" aria-hidden="true" />
            {view.count('basis.reviews', evidence.score.reviews)}
          </dt>
          <dd class="number">{view.percent(Math.round(shareOf(reviewUnits, whole) / 10) * 10)}</dd>
        </div>
      </dl>
    </>
  );
};

/** What a score is made of: the neutral start, and the reviews with the weight of each. */
export const ScoreEvidence = ({ view, evidence }: { view: PageView; evidence: ScoreEvidenceView }) => {
  const { parts, score, at } = evidence;
  return (
    <div class="score-evidence">
      <p class="quiet small">
        {view.t('basis.how', {
          stars: view.stars(evidence.priorMilliStars),
          prior: weightText(view, evidence.priorUnits),
        })}
      </p>
      <WeightBar view={view} evidence={evidence} />
      {parts.length > 0 && (
        <DataTable
          stacked
          label={view.t('basis.parts')}
          columns={[
            view.t('basis.col_stars'),
            view.t('basis.col_share'),
            view.t('basis.col_weight'),
            view.t('basis.col_order'),
            view.t('basis.col_buyer'),
          ]}
        >
          {parts.map(({ order, buyer, stars, weightUnits, shareBps }) => (
            <tr key={order}>
              <th scope="row">
                <Stars view={view} milliStars={stars * 1_000} size={13} />
              </th>
              <td class="number" data-head={view.t('basis.col_share')}>
                {view.percent(shareBps)}
              </td>
              <td class="number" data-head={view.t('basis.col_weight')}>
                {weightText(view, weightUnits)}
              </td>
              <td data-head={view.t('basis.col_order')}>
                <a href={linkTo(view, `/order/${order}`)}>
                  <ShortId value={order} />
                </a>
              </td>
              <td data-head={view.t('basis.col_buyer')}>
                <a href={linkTo(view, `/people/${buyer}`)}>
                  <ShortId value={buyer} />
                </a>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {score.reviews > parts.length && (
        <p class="small quiet">{view.t('basis.heaviest', { count: view.number(parts.length) })}</p>
      )}
      <p class="small quiet">{view.t('basis.at', { date: view.date(at) })}</p>
    </div>
  );
};
