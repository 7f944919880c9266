import type { BuyerRecordView, PromoterRecordView } from '../../protocol/api/trust.ts';
import { Face } from '../components/face.tsx';
import { Flags } from '../components/flags.tsx';
import { Island } from '../components/island.tsx';
import { linkTo } from '../components/links.ts';
import { Empty } from '../components/notice.tsx';
import { PersonName } from '../components/person-name.tsx';
import { Recommendation } from '../components/recommendation.tsx';
import { shortId } from '../components/shorten.ts';
import type { PersonPage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Figures = ({ rows }: { rows: readonly { title: string; value: string; text?: string }[] }) => (
  <dl class="figures">
    {rows.map(({ title, value, text }) => (
      <div key={title}>
        <dt>{title}</dt>
        <dd class="number">{value}</dd>
        {text !== undefined && <dd class="small quiet">{text}</dd>}
      </div>
    ))}
  </dl>
);

const BuyerRecord = ({ view, record }: { view: PageView; record: BuyerRecordView }) => (
  <section class="panel" aria-labelledby="buyer">
    <h2 id="buyer">{view.t('person.buyer')}</h2>
    {record.orders === 0 ? (
      <p class="quiet">{view.t('person.no_orders')}</p>
    ) : (
      <>
        {record.firstAt !== null && (
          <p class="quiet small">{view.t('person.first', { date: view.date(record.firstAt) })}</p>
        )}
        <Figures
          rows={[
            {
              title: view.t('person.orders'),
              value: view.number(record.orders),
              text: view.count('person.shops', record.shops),
            },
            { title: view.t('shop.completed'), value: view.number(record.completed) },
            { title: view.t('person.refunded'), value: view.number(record.refunded) },
            {
              title: view.t('person.disputed'),
              value: view.number(record.disputed),
              text: view.t('person.disputes_ended', {
                won: view.number(record.disputesWon),
                lost: view.number(record.disputesLost),
              }),
            },
            {
              title: view.t('shop.reviews'),
              value: view.number(record.reviews),
              ...(record.meanMilliStars === null
                ? {}
                : { text: view.t('person.mean', { stars: view.stars(record.meanMilliStars) }) }),
            },
          ]}
        />
      </>
    )}
    <Flags view={view} flags={record.flags} />
  </section>
);

const PromoterRecord = ({ view, record }: { view: PageView; record: PromoterRecordView }) => (
  <section class="panel" aria-labelledby="promoter">
    <h2 id="promoter">{view.t('person.promoter')}</h2>
    <p class="quiet small">{view.t('person.promoter_lead')}</p>
    <Figures
      rows={[
        { title: view.t('person.sales'), value: view.number(record.sales) },
        {
          title: view.t('person.refunded_share'),
          value: view.percent(record.refundedBps),
          text: view.t('person.usual', { share: view.percent(record.usualRefundedBps) }),
        },
        {
          title: view.t('person.disputed_share'),
          value: view.percent(record.disputedBps),
          text: view.t('person.usual', { share: view.percent(record.usualDisputedBps) }),
        },
        {
          title: view.t('person.stars'),
          value: record.meanMilliStars === null ? '–' : view.stars(record.meanMilliStars),
        },
      ]}
    />
    <Flags view={view} flags={record.flags} />
  </section>
);

const People = ({
  view,
  title,
  people,
  more,
}: {
  view: PageView;
  title: string;
  people: readonly { account: string; names: Record<string, string>; shop: boolean }[];
  /** How many are not listed. */
  more: number;
}) =>
  people.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <ul class="people">
        {people.map(({ account, names, shop }) => (
          <li key={account}>
            <Face address={account} size={28} />
            {shop ? (
              <a href={linkTo(view, `/shop/${account}`)} lang={view.languageOf(names)}>
                {view.text(names) || shortId(account)}
              </a>
            ) : (
              <PersonName view={view} account={account} names={names} />
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="small quiet">{view.count('person.more', more)}</p>}
    </section>
  );

/** An account as others see it: what it signed about itself, whom it follows, what it recommends, and what it did. */
export const PersonPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { person, shops, people, followers, promoter, shop } = props;
  const { account, names, about, recommendations } = person;
  const name = view.text(names) || shortId(account);
  const known = [
    ...shops.map(({ address, names: shopNames }) => ({ account: address, names: shopNames, shop: true })),
    ...people.map((each) => ({ ...each, shop: false })),
  ];
  const followed = person.followsPeople.length + person.followsShops.length;
  const quiet = followed === 0 && followers.items.length === 0;
  return (
    <Document
      view={view}
      title={`${name} · ${view.t('brand')}`}
      card={`/cards/person/${account}.png`}
      kind="profile"
      index={false}
    >
      <div class="wide person-page">
        <header class="person-head">
          <Face address={account} size={72} />
          <div>
            <h1 class="page-title" lang={view.text(names) === '' ? undefined : view.languageOf(names)}>
              {name}
            </h1>
            {view.text(about) !== '' && (
              <p class="lead" lang={view.languageOf(about)}>
                {view.text(about)}
              </p>
            )}
            <p class="small quiet person-address">
              <code>{account}</code>
            </p>
            <ul class="facts-line small">
              <li>{view.count('person.followers', person.followers)}</li>
              <li>{view.count('person.follows', followed)}</li>
              {shop !== null && (
                <li>
                  <a href={linkTo(view, `/shop/${account}`)}>{view.t('person.shop', { shop: view.text(shop) })}</a>
                </li>
              )}
            </ul>
          </div>
        </header>
        <Island
          name="person"
          class="person-island"
          props={{ chain: chainProps(view.base.status), account, names, about }}
        >
          <p class="small quiet">{view.t('person.connect')}</p>
        </Island>
        <div class="person-grid">
          <div class="stack">
            <section class="panel" aria-labelledby="recommends">
              <h2 id="recommends">{view.t('person.recommends')}</h2>
              {recommendations.length === 0 ? (
                <Empty title={view.t('person.no_words')} text={view.t('person.no_words_text')} icon="heart" />
              ) : (
                <ul class="recommendations">
                  {recommendations.map((word) => (
                    <Recommendation key={`${word.shop}${word.handle}`} view={view} word={word} by={false} />
                  ))}
                </ul>
              )}
            </section>
            <BuyerRecord view={view} record={person.buyer} />
            {promoter !== null && <PromoterRecord view={view} record={promoter} />}
          </div>
          <section class="panel" aria-labelledby="circle">
            <h2 id="circle">{view.t('person.circle')}</h2>
            {quiet && <p class="quiet">{view.t('person.no_circle')}</p>}
            <People view={view} title={view.t('person.follows_title')} people={known} more={followed - known.length} />
            <People
              view={view}
              title={view.t('person.followers_title')}
              people={followers.items.map((each) => ({ ...each, shop: false }))}
              more={person.followers - followers.items.length}
            />
            {person.updatedAt !== null && (
              <p class="small quiet">{view.t('person.signed', { date: view.date(person.updatedAt) })}</p>
            )}
          </section>
        </div>
      </div>
    </Document>
  );
};
