import { CasePanel } from '../components/case-panel.tsx';
import { EvidenceList } from '../components/evidence-list.tsx';
import { Island } from '../components/island.tsx';
import { linkTo } from '../components/links.ts';
import { Live } from '../components/live.tsx';
import { PersonName } from '../components/person-name.tsx';
import { Phrase } from '../components/phrase.tsx';
import { Picture } from '../components/picture.tsx';
import { Proposal } from '../components/proposal-choice.tsx';
import { ShortId } from '../components/short-id.tsx';
import { shortId } from '../components/shorten.ts';
import { Moment } from '../components/time.tsx';
import type { CasePage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Facts = ({ view, props }: { view: PageView; props: Props }) => {
  const { order } = props;
  return (
    <section class="panel" aria-labelledby="facts">
      <h2 id="facts">{view.t('court.facts')}</h2>
      <p>
        <a href={linkTo(view, `/listing/${order.listing}`)} lang={view.languageOf(order.titles)}>
          {view.text(order.titles)}
        </a>{' '}
        {view.text(order.variants)} × {view.number(order.quantity)}
      </p>
      <dl class="legend">
        <div>
          <dt>{view.t('court.paid')}</dt>
          <dd>
            <Moment view={view} at={order.paidAt} style="day" />
          </dd>
        </div>
        <div>
          <dt>{view.t('order.buyer')}</dt>
          <dd>
            <PersonName view={view} account={order.buyer} names={props.people[order.buyer]?.names ?? {}} />
          </dd>
        </div>
        <div>
          <dt>{view.t('order.seller')}</dt>
          <dd>
            <a href={linkTo(view, `/shop/${order.shop}`)} lang={view.languageOf(order.shopNames)}>
              {view.text(order.shopNames)}
            </a>
          </dd>
        </div>
        {view.text(order.deliveryNames) !== '' && (
          <div>
            <dt>{view.t('order.delivery')}</dt>
            <dd>{view.text(order.deliveryNames)}</dd>
          </div>
        )}
      </dl>
      <p>
        <a href={linkTo(view, `/order/${order.id}`)}>{view.t('court.order_page')}</a>
      </p>
    </section>
  );
};

/** What both sides opened of their conversation, each piece once. */
const openedIn = (evidence: Props['case']['evidence']): { digest: string; fileKey: string }[] => [
  ...new Map(
    evidence.flatMap(({ content }) => (content?.disclosed ?? []).map((piece) => [piece.digest, piece] as const)),
  ).values(),
];

/** One case, as a juror reads it: what was bought, both proposals, what both sides brought, and only then the vote. */
export const CasePage = ({ view, props }: { view: PageView; props: Props }) => {
  const { order, case: found } = props;
  const opened = openedIn(found.evidence);
  return (
    <Document
      view={view}
      title={`${view.t('court.case_title', { id: shortId(order.id) })} · ${view.t('brand')}`}
      index={false}
    >
      <div class="wide order" id="case">
        <header class="order-head">
          <Picture view={view} image={order.image} alt="" sizes="8rem" class="order-picture" />
          <div>
            <h1 class="page-title">
              <Phrase text={view.t('court.case_title')} parts={{ id: <ShortId value={order.id} /> }} />
            </h1>
            <p class="lead">{view.t('court.case_lead')}</p>
            <p class="small quiet">
              {view.text(order.titles)} · {view.t('court.about', { amount: view.money(found.totalUnits, found.token) })}
            </p>
            <p class="small">
              <a href="#vote">{view.t('court.vote')}</a>
            </p>
          </div>
        </header>
        <div class="proposal-pair">
          <Proposal view={view} found={found} side="buyer" />
          <Proposal view={view} found={found} side="shop" />
        </div>
        <div class="order-grid">
          <div class="stack">
            <section class="panel" aria-labelledby="evidence">
              <h2 id="evidence">{view.t('evidence.title')}</h2>
              <p class="small quiet">{view.t('court.evidence_text')}</p>
              <EvidenceList view={view} order={order} evidence={found.evidence} conversation="#conversation" />
            </section>
            {opened.length > 0 && (
              <section class="panel" aria-labelledby="conversation">
                <h2 id="conversation">{view.t('evidence.conversation')}</h2>
                <p class="small quiet">{view.t('evidence.conversation_text')}</p>
                <Island
                  name="disclosed"
                  props={{
                    chain: chainProps(view.base.status),
                    order: { id: order.id, buyer: order.buyer, shop: order.shop, details: order.terms.details },
                    disclosed: opened,
                    inTime: true,
                  }}
                >
                  <noscript>
                    <p class="small">{view.t('evidence.disclosed_script')}</p>
                  </noscript>
                </Island>
              </section>
            )}
            <section class="panel" aria-labelledby="vote">
              <h2 id="vote">{view.t('court.vote')}</h2>
              <Island name="case" props={{ chain: chainProps(view.base.status), order, case: found }}>
                <p class="quiet">{view.t('court.vote_connect')}</p>
                <noscript>
                  <p class="small">{view.t('noscript.wallet')}</p>
                </noscript>
              </Island>
            </section>
          </div>
          <div class="stack">
            <Facts view={view} props={props} />
            <CasePanel view={view} found={found} people={props.people} />
          </div>
        </div>
      </div>
      {/* The votes are no events of the order: each block may bring one. */}
      <Live view={view} parts={['case']} kinds={['order', 'block']} query={{ order: order.id }} pauseSeconds={2} />
    </Document>
  );
};
