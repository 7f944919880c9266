import type { CaseSummary, CourtPoolView } from '../../protocol/api/court.ts';
import { courtSeconds } from '../../protocol/court.ts';
import type { IconName } from '../components/icon.tsx';
import { Icon } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { linkTo } from '../components/links.ts';
import { Empty } from '../components/notice.tsx';
import { Picture } from '../components/picture.tsx';
import { Deadline } from '../components/time.tsx';
import type { CourtPage as Props } from '../page-request.ts';
import { chainProps, type PageKey, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** What stands behind the court in one token: the largest case is drawn to the scale of all stakes. */
const Pool = ({ view, pool }: { view: PageView; pool: CourtPoolView }) => {
  const money = (units: string): string => view.money(units, pool.token);
  const share = BigInt(pool.stakedUnits) === 0n ? 0 : Number((BigInt(pool.capUnits) * 100n) / BigInt(pool.stakedUnits));
  const rows: { word: PageKey; value: string }[] = [
    { word: 'court.seats', value: `${view.number(pool.seats)} · ${view.count('court.jurors', pool.jurors)}` },
    { word: 'court.seat_price', value: money(pool.seatUnits) },
    { word: 'court.fee', value: money(pool.feeUnits) },
  ];
  return (
    <div class="pool">
      <svg
        class="rail"
        height="22"
        role="img"
        aria-label={view.t('court.bar', { staked: money(pool.stakedUnits), cap: money(pool.capUnits) })}
      >
        <rect class="rail-free" width="100%" height="22" rx="3" />
        <rect class="rail-escrow" width={`${share}%`} height="22" rx="3" />
      </svg>
      <dl class="pool-ends">
        <div>
          <dt>
            <span class="swatch swatch-escrow" aria-hidden="true" /> {view.t('court.cap')}
          </dt>
          <dd class="big-number">{money(pool.capUnits)}</dd>
        </div>
        <div>
          <dt>
            <span class="swatch swatch-free" aria-hidden="true" /> {view.t('court.staked')}
          </dt>
          <dd class="big-number">{money(pool.stakedUnits)}</dd>
        </div>
      </dl>
      <dl class="legend">
        {rows.map(({ word, value }) => (
          <div key={word}>
            <dt>{view.t(word)}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small quiet">{view.count('court.open_cases', pool.openCases)}</p>
    </div>
  );
};

const CaseRow = ({ view, found }: { view: PageView; found: CaseSummary }) => (
  <li>
    <a class="order-row" href={linkTo(view, `/court/${found.order}`)}>
      <Picture view={view} image={found.image} alt="" sizes="4rem" class="order-row-picture" />
      <span class="order-row-main">
        <strong lang={view.languageOf(found.titles)}>{view.text(found.titles)}</strong>
        <span class="small quiet">
          {view.text(found.shopNames)} · {view.date(found.openedAt)}
        </span>
        {found.deadline !== null && found.phase !== 'closed' && (
          <span class="small">
            <Deadline view={view} at={found.deadline} />
          </span>
        )}
      </span>
      <span class="order-row-end">
        <span class={`state case-${found.phase}`}>{view.t(`court.phase_${found.phase}`)}</span>
        <span class="number">{view.money(found.totalUnits, found.token)}</span>
      </span>
    </a>
  </li>
);

const steps: readonly { icon: IconName; title: PageKey; text: PageKey }[] = [
  { icon: 'people', title: 'court.step1', text: 'court.step1_text' },
  { icon: 'scales', title: 'court.step2', text: 'court.step2_text' },
  { icon: 'lock', title: 'court.step3', text: 'court.step3_text' },
  { icon: 'coin', title: 'court.step4', text: 'court.step4_text' },
];

/** The court: what it is, what stands behind it, its cases, and the reader's own place in it. */
export const CourtPage = ({ view, props }: { view: PageView; props: Props }) => {
  const times = {
    warmup: view.duration(courtSeconds.warmUp),
    commit: view.duration(courtSeconds.commit),
    reveal: view.duration(courtSeconds.reveal),
  };
  return (
    <Document view={view} title={`${view.t('court.title')} · ${view.t('brand')}`} description={view.t('court.lead')}>
      <div class="wide section shell">
        <h1 class="page-title">{view.t('court.title')}</h1>
        <p class="lead">{view.t('court.lead')}</p>
        <div class="court-grid">
          <section class="panel" aria-labelledby="bench">
            <h2 id="bench">{view.t('court.desk')}</h2>
            <Island name="juror" props={{ chain: chainProps(view.base.status), pools: props.pools }}>
              <div class="waiting">
                <p class="quiet">{view.t('shell.connect')}</p>
                <noscript>
                  <p>{view.t('noscript.wallet')}</p>
                </noscript>
              </div>
            </Island>
          </section>
          <section class="panel" aria-labelledby="pools">
            <h2 id="pools">{view.t('court.pools')}</h2>
            <p class="quiet small">{view.t('court.pools_text')}</p>
            {props.pools.map((pool) => (
              <Pool key={pool.token.address} view={view} pool={pool} />
            ))}
          </section>
        </div>
        <section class="panel court-cases" aria-labelledby="cases">
          <h2 id="cases">{view.t('court.cases')}</h2>
          {props.cases.items.length === 0 ? (
            <Empty title={view.t('court.cases_none')} text={view.t('court.cases_none_text')} icon="scales" />
          ) : (
            <ul class="order-rows">
              {props.cases.items.map((found) => (
                <CaseRow key={found.order} view={view} found={found} />
              ))}
            </ul>
          )}
          {props.cases.nextCursor !== null && (
            <p class="pager">
              <a class="button button-quiet" href={`/court?cursor=${encodeURIComponent(props.cases.nextCursor)}#cases`}>
                {view.t('more.next')}
              </a>
            </p>
          )}
        </section>
        <ol class="steps">
          {steps.map(({ icon, title, text }) => (
            <li key={title}>
              <span class="step-icon">
                <Icon name={icon} size={28} />
              </span>
              <h2>{view.t(title)}</h2>
              <p>{view.t(text, times)}</p>
            </li>
          ))}
        </ol>
      </div>
    </Document>
  );
};
