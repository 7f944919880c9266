import { mainDeposit } from '../components/deposit-bar.tsx';
import { DepositPanel } from '../components/deposit-panel.tsx';
import { Flags } from '../components/flags.tsx';
import { Habits } from '../components/habits.tsx';
import { Icon } from '../components/icon.tsx';
import { linkTo } from '../components/links.ts';
import { Live } from '../components/live.tsx';
import { Banner } from '../components/notice.tsx';
import { OutcomesPanel } from '../components/outcomes-panel.tsx';
import { RecordCharts } from '../components/record-charts.tsx';
import { ScoreEvidence } from '../components/score-evidence.tsx';
import { ScorePanel } from '../components/score-panel.tsx';
import { ShopRecord } from '../components/shop-record.tsx';
import type { TrustPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** Why to trust a shop: the deposit first, then the record, each number with what it rests on. */
export const TrustPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { shop, trust } = props;
  const name = view.text(shop.names);
  const title = view.t('trust.title', { shop: name });
  return (
    <Document
      view={view}
      title={`${title} · ${view.t('brand')}`}
      description={view.t('trust.lead')}
      card={`/cards/shop/${shop.address}.png`}
    >
      <div class="wide trust-page" id="trust">
        <header class="trust-head">
          <p>
            <a href={linkTo(view, `/shop/${shop.address}`)}>{view.t('trust.back')}</a>
          </p>
          <h1 class="page-title">{title}</h1>
          <p class="lead">{view.t('trust.lead')}</p>
        </header>
        <ShopRecord view={view} deposit={mainDeposit(shop.deposits)} />
        {trust === null && <Banner tone="warn">{view.t('trust.busy')}</Banner>}
        {trust !== null && (
          <section aria-labelledby="flags">
            <h2 id="flags">{view.t('trust.flags')}</h2>
            {trust.flags.length === 0 ? (
              <p class="quiet trust-clear">
                <Icon name="check" size={18} /> {view.t('trust.no_flags')}
              </p>
            ) : (
              <Flags view={view} flags={trust.flags} />
            )}
          </section>
        )}
        <div class="trust-grid">
          <DepositPanel view={view} shop={shop} deposits={trust?.deposits ?? []} />
          <OutcomesPanel view={view} shop={shop} />
        </div>
        {trust !== null && (
          <section class="panel" aria-labelledby="habits">
            <h2 id="habits">{view.t('trust.habits')}</h2>
            <Habits view={view} trust={trust} />
          </section>
        )}
        {trust !== null && (
          <section class="panel" aria-labelledby="months">
            <h2 id="months">{view.t('trust.months')}</h2>
            <RecordCharts view={view} months={trust.months} />
          </section>
        )}
        <div class="trust-score">
          <ScorePanel view={view} shop={trust === null ? shop : trust.score} />
          {trust !== null && (
            <section class="panel" aria-labelledby="made">
              <h2 id="made">{view.t('trust.score_made')}</h2>
              <ScoreEvidence view={view} evidence={trust.score} />
            </section>
          )}
        </div>
      </div>
      <Live
        view={view}
        parts={['trust']}
        kinds={['order', 'review', 'deposit']}
        query={{ shop: shop.address }}
        pauseSeconds={10}
      />
    </Document>
  );
};
