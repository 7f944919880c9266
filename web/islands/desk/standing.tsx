import type { DepositView } from '../../../protocol/api/shop.ts';
import { NEW_SHOP_INSPECTION_SECONDS } from '../../../protocol/record.ts';
import { shareOf } from '../../components/deposit-bar.tsx';
import { Banner } from '../../components/notice.tsx';
import type { IslandWords } from '../words.ts';

interface StandingProps {
  words: IslandWords<'desk'>;
  deposit: DepositView;
  busy: boolean;
  /** Adds this much to the deposit, in token units; null where the reader may not. */
  onTopUp: ((units: bigint) => void) | null;
}

const HEIGHT = 18;

/** What the shop's record allows it: how much of the deposit is and may be locked, what went well, and a suspension. */
export const Standing = ({ words, deposit, busy, onTopUp }: StandingProps) => {
  const { token, record, stakedUnits, lockedUnits, unbondingUnits } = deposit;
  const money = (units: string | bigint): string => words.money(units, token);
  const closed = BigInt(record.closedUnits);
  const failed = BigInt(record.failedUnits);
  const missing = BigInt(record.requiredUnits) - (BigInt(stakedUnits) - BigInt(unbondingUnits));
  const figures = {
    locked: money(lockedUnits),
    lockable: money(record.lockableUnits),
    good: money(closed - failed),
    failed: money(failed),
  };
  return (
    <div class="standing">
      {record.suspended && (
        <Banner tone="bad">
          <p>
            <strong>{words.t('standing.suspended')}</strong>
          </p>
          {missing > 0n && (
            <>
              <p>{words.t('standing.top_up', { amount: money(missing) })}</p>
              {onTopUp !== null && (
                <p>
                  <button type="button" class="button" disabled={busy} onClick={() => onTopUp(missing)}>
                    {words.t('standing.do_top_up', { amount: money(missing) })}
                  </button>
                </p>
              )}
            </>
          )}
        </Banner>
      )}
      <svg class="rail" height={HEIGHT} role="img" aria-label={words.t('standing.lock_bar', figures)}>
        <rect class="rail-ground" width="100%" height={HEIGHT} />
        <rect
          class="rail-free"
          width={`${Math.min(100, shareOf(record.lockableUnits, stakedUnits))}%`}
          height={HEIGHT}
        />
        <rect class="rail-locked" width={`${Math.min(100, shareOf(lockedUnits, stakedUnits))}%`} height={HEIGHT} />
      </svg>
      <dl class="legend">
        <div>
          <dt>
            <span class="swatch swatch-locked" aria-hidden="true" /> {words.t('standing.locked')}
          </dt>
          <dd class="number">{figures.locked}</dd>
        </div>
        <div>
          <dt>
            <span class="swatch swatch-free" aria-hidden="true" /> {words.t('standing.lockable')}
          </dt>
          <dd class="number">{figures.lockable}</dd>
        </div>
      </dl>
      {record.isNew && (
        <p class="small quiet">{words.t('standing.new', { time: words.duration(NEW_SHOP_INSPECTION_SECONDS) })}</p>
      )}
      <h3>{words.t('standing.title')}</h3>
      <svg class="rail" height={HEIGHT} role="img" aria-label={words.t('standing.bar', figures)}>
        <rect class="rail-ground" width="100%" height={HEIGHT} />
        {closed > 0n && <rect class="rail-locked" width="100%" height={HEIGHT} />}
        {failed > 0n && (
          <rect class="rail-failed" width={`${shareOf(record.failedUnits, record.closedUnits)}%`} height={HEIGHT} />
        )}
      </svg>
      <dl class="legend">
        <div>
          <dt>
            <span class="swatch swatch-locked" aria-hidden="true" /> {words.t('standing.good')}
          </dt>
          <dd class="number">{figures.good}</dd>
        </div>
        <div>
          <dt>
            <span class="swatch swatch-bad" aria-hidden="true" /> {words.t('standing.failed')}
          </dt>
          <dd class="number">{figures.failed}</dd>
        </div>
      </dl>
      <p class="small quiet">{words.t('standing.limit')}</p>
    </div>
  );
};
