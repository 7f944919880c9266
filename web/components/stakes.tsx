import type { TokenView } from '../../protocol/api/common.ts';
import type { PageView } from '../page-view.ts';
import { coverSentence, coverTone } from './cover.tsx';
import { Icon } from './icon.tsx';

const height = 16;

/** What stands on both sides of an order, drawn to one scale: the buyer's payment, and the shop's deposit behind it. */
export const Stakes = ({
  view,
  priceUnits,
  token,
  coverBps,
}: {
  view: PageView;
  priceUnits: string;
  token: TokenView;
  coverBps: number;
}) => {
  const covered = (BigInt(priceUnits) * BigInt(Math.min(10_000, coverBps))) / 10_000n;
  return (
    <dl class="stakes">
      <div>
        <dt>{view.t('stakes.payment')}</dt>
        <dd class="number">{view.money(priceUnits, token)}</dd>
        <dd class="stake">
          <svg class="rail" height={height} aria-hidden="true">
            <rect class="rail-escrow" width="100%" height={height} rx="3" />
          </svg>
          <span>
            <Icon name="lock" size={14} /> {view.t('stakes.held')}
          </span>
        </dd>
      </div>
      <div>
        <dt>{view.t('stakes.deposit')}</dt>
        <dd class="number">{view.money(covered, token)}</dd>
        <dd class={`stake cover-${coverTone(coverBps)}`}>
          <svg class="rail" height={height} aria-hidden="true">
            <rect class="rail-free" width="100%" height={height} rx="3" />
            {coverBps > 0 && (
              <rect class="rail-locked" width={`${Math.min(100, coverBps / 100)}%`} height={height} rx="3" />
            )}
          </svg>
          <span>
            <Icon name={coverBps > 0 ? 'seal' : 'warning'} size={14} /> {coverSentence(view, coverBps)}
          </span>
        </dd>
      </div>
    </dl>
  );
};
