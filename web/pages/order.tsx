import { kinds } from '../../protocol/kind.ts';
import { actionsFor, type OrderRole } from '../../protocol/order-actions.ts';
import { zeroAddress } from '../../protocol/primitives.ts';
import { CasePanel } from '../components/case-panel.tsx';
import { EvidenceList } from '../components/evidence-list.tsx';
import { Icon } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { Live } from '../components/live.tsx';
import { Banner } from '../components/notice.tsx';
import { OrderGroup } from '../components/order-group.tsx';
import { OrderMoney } from '../components/order-money.tsx';
import { OrderRail } from '../components/order-rail.tsx';
import { situationOf } from '../components/order-situation.ts';
import { PersonName } from '../components/person-name.tsx';
import { Phrase } from '../components/phrase.tsx';
import { Picture } from '../components/picture.tsx';
import { ReviewCard } from '../components/review-card.tsx';
import { ShortId } from '../components/short-id.tsx';
import { shortId } from '../components/shorten.ts';
import { Deadline, Moment } from '../components/time.tsx';
import { travels } from '../components/travels.ts';
import type { OrderPage as Props } from '../page-request.ts';
import { chainProps, type PageKey, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

type Order = Props['order'];
const roles: readonly OrderRole[] = ['buyer', 'seller', 'pickup', 'arbitrator', 'other'];

const disputed: ReadonlySet<Order['state']> = new Set(['disputed', 'escalated']);

const nextWord = (order: Order): PageKey | null => {
  if (order.state === 'pooling') return 'order.next_pooling';
  if (order.state === 'paid' && kinds[order.terms.kind] === 'pickup') return 'order.next_pickup';
  if (order.state === 'paid') return travels(order.terms.kind) ? 'order.next_paid' : 'order.next_deliver';
  if (order.state === 'shipped') return 'order.next_shipped';
  if (order.state === 'disputed') return order.answered ? 'order.next_answered' : 'order.next_disputed';
  if (order.state === 'escalated') return order.case === null ? 'order.next_escalated' : 'order.next_court';
  return null;
};

const Next = ({ view, order }: { view: PageView; order: Order }) => {
  const word = nextWord(order);
  if (word === null || order.deadline === null) {
    return (
      <p class="next" data-announce="">
        {view.t(`outcome.${order.outcome}`)}
      </p>
    );
  }
  if (view.now > order.deadline)
    return <Banner tone="warn">{view.t(order.state === 'pooling' ? 'order.overdue_group' : 'order.overdue')}</Banner>;
  return (
    <p class="next" data-announce="">
      <Phrase text={view.t(word)} parts={{ date: <Deadline view={view} at={order.deadline} /> }} />
    </p>
  );
};

const Actions = ({ view, props }: { view: PageView; props: Props }) => {
  const { order, review } = props;
  const { court } = view.base.status.contracts;
  const possible = roles
    .map((role) => ({
      role,
      actions: actionsFor(situationOf({ order, found: props.case, court, review, role, now: view.now })),
    }))
    .filter(({ actions }) => actions.length > 0);
  return (
    <section class="panel" aria-labelledby="actions">
      <h2 id="actions">{view.t('order.actions')}</h2>
      <Island
        name="order-panel"
        props={{ chain: chainProps(view.base.status), order, review, case: props.case, origin: view.base.origin }}
      >
        <dl class="can">
          {possible.map(({ role, actions }) => (
            <div key={role}>
              <dt>{view.t(`order.can_${role}`)}</dt>
              <dd>
                {actions.map((action) => (
                  <span class="tag" key={action}>
                    {view.t(
                      action === 'poke' && order.state === 'pooling'
                        ? 'order.action_poke_group'
                        : `order.action_${action}`,
                    )}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        {possible.length === 0 && <p class="quiet">{view.t('order.can_nothing')}</p>}
        <p class="quiet small">{view.t('order.actions_wallet')}</p>
        <noscript>
          <p class="small">{view.t('noscript.wallet')}</p>
        </noscript>
      </Island>
    </section>
  );
};

const Timeline = ({ view, order }: { view: PageView; order: Order }) => (
  <section class="panel" aria-labelledby="timeline">
    <h2 id="timeline">{view.t('order.timeline')}</h2>
    <ol class="timeline">
      {order.steps.map((step) => (
        <li key={`${step.transaction}${step.event}`}>
          <strong>
            {step.event === 'shipped' && !travels(order.terms.kind)
              ? view.t('order.delivered')
              : view.t(`step.${step.event}`, { percent: view.percent(step.refundBps ?? 0) })}
          </strong>{' '}
          {step.by !== null && <span class="quiet">{view.t(`by.${step.by}`)}</span>}
          <span class="small quiet timeline-foot">
            <Moment view={view} at={step.at} /> ·{' '}
            <Phrase text={view.t('step.transaction')} parts={{ id: <ShortId value={step.transaction} /> }} />
          </span>
        </li>
      ))}
    </ol>
  </section>
);

const Parties = ({ view, order, people }: { view: PageView } & Pick<Props, 'order' | 'people'>) => {
  const rows: { word: PageKey; address: string; link?: string; names?: Record<string, string> }[] = [
    { word: 'order.buyer', address: order.buyer },
    { word: 'order.seller', address: order.shop, link: `/shop/${order.shop}`, names: order.shopNames },
    { word: 'order.arbitrator', address: order.terms.arbitrator },
    { word: 'order.promoter', address: order.terms.promoter },
    { word: 'order.to_parent', address: order.terms.parent },
    { word: 'order.host', address: order.terms.host },
    { word: 'order.leader', address: order.group?.leader ?? zeroAddress },
    { word: 'order.pickup', address: order.terms.pickup },
  ];
  return (
    <section class="panel" aria-labelledby="parties">
      <h2 id="parties">{view.t('order.parties')}</h2>
      <dl class="legend">
        {rows
          .filter(({ address }) => address !== zeroAddress)
          .map(({ word, address, link, names }) => (
            <div key={word}>
              <dt>{view.t(word)}</dt>
              <dd>
                {link !== undefined && names !== undefined && view.text(names) !== '' ? (
                  <a href={link} lang={view.languageOf(names)}>
                    {view.text(names)}
                  </a>
                ) : (
                  <PersonName view={view} account={address} names={people[address]?.names ?? {}} />
                )}
              </dd>
            </div>
          ))}
        {view.text(order.deliveryNames) !== '' && (
          <div>
            <dt>{view.t('order.delivery')}</dt>
            <dd>{view.text(order.deliveryNames)}</dd>
          </div>
        )}
      </dl>
      <p class="small quiet">
        <Icon name="lock" size={14} /> {view.t(order.detailsHeld ? 'order.details_held' : 'order.details_missing')}
      </p>
    </section>
  );
};

const Proposals = ({ view, order }: { view: PageView; order: Order }) => {
  if (order.buyerBps === null && order.sellerBps === null) return null;
  const proposals = [
    { word: 'order.proposal_buyer', bps: order.buyerBps },
    { word: 'order.proposal_seller', bps: order.sellerBps },
  ] as const;
  return (
    <section class="panel" aria-labelledby="proposals">
      <h2 id="proposals">{view.t('order.proposals')}</h2>
      <ul class="proposals">
        {proposals.map(({ word, bps }) =>
          bps === null ? null : (
            <li key={word}>
              {view.t(word, { percent: view.percent(bps) })}
              <svg class="rail" height="10" aria-hidden="true">
                <rect class="rail-locked" width="100%" height="10" />
                <rect class="rail-escrow" width={`${bps / 100}%`} height="10" />
              </svg>
            </li>
          ),
        )}
      </ul>
    </section>
  );
};

/** One order: where it stands, until when, where the money is, what happened and what can be done. */
export const OrderPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { order, review } = props;
  return (
    <Document
      view={view}
      title={`${view.t('order.title', { id: shortId(order.id) })} · ${view.t('brand')}`}
      index={false}
    >
      <div class="wide order" id="order">
        <header class="order-head">
          <Picture view={view} image={order.image} alt="" sizes="8rem" class="order-picture" />
          <div>
            <h1 class="page-title">
              <Phrase text={view.t('order.title')} parts={{ id: <ShortId value={order.id} /> }} />
            </h1>
            <p class="lead">
              <a href={`/listing/${order.listing}`} lang={view.languageOf(order.titles)}>
                {view.text(order.titles)}
              </a>
            </p>
            <ul class="facts-line small quiet">
              {view.text(order.variants) !== '' && <li>{view.text(order.variants)}</li>}
              <li>{view.t('order.quantity', { count: view.number(order.quantity) })}</li>
              <li>
                <a href={`/shop/${order.shop}`}>{view.text(order.shopNames)}</a>
              </li>
            </ul>
          </div>
        </header>
        <section aria-label={view.t('order.next')}>
          <OrderRail view={view} order={order} />
          <Next view={view} order={order} />
          {!order.final && (
            <p class="small tone-warn">
              <Icon name="warning" size={16} /> {view.t('order.unfinal')}
            </p>
          )}
        </section>
        <div class="order-grid">
          <div class="stack">
            <Actions view={view} props={props} />
            {order.group !== null && (
              <OrderGroup view={view} group={order.group} detail={props.group} people={props.people} />
            )}
            <section class="panel talk" aria-labelledby="talk">
              <h2 id="talk">{view.t('talk.title')}</h2>
              <Island name="conversation" props={{ chain: chainProps(view.base.status), order }} class="talk-island">
                <p class="quiet">{view.t('talk.lead')}</p>
                <noscript>
                  <p class="small">{view.t('noscript.wallet')}</p>
                </noscript>
              </Island>
            </section>
            {props.case !== null && <CasePanel view={view} found={props.case} people={props.people} linked />}
            <Proposals view={view} order={order} />
            {(disputed.has(order.state) || props.evidence.length > 0) && (
              <section class="panel" aria-labelledby="evidence">
                <h2 id="evidence">{view.t('evidence.title')}</h2>
                <EvidenceList view={view} order={order} evidence={props.evidence} />
              </section>
            )}
            {review !== null && (
              <section class="panel">
                <h2>{view.t('order.review')}</h2>
                <ul class="reviews">
                  <ReviewCard view={view} review={review} showListing={false} />
                </ul>
              </section>
            )}
            <Timeline view={view} order={order} />
          </div>
          <div class="stack">
            <OrderMoney view={view} order={order} />
            <Parties view={view} order={order} people={props.people} />
          </div>
        </div>
      </div>
      <Live
        view={view}
        parts={['order']}
        kinds={order.final ? ['order', 'review', 'group'] : ['order', 'review', 'group', 'block']}
        query={{ order: order.id, ...(order.group === null ? {} : { group: order.group.groupId }) }}
      />
    </Document>
  );
};
