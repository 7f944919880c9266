import type { InsightsView } from '../../../../protocol/api/insights.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { Picture } from '../../../components/picture.tsx';
import { ShortId } from '../../../components/short-id.tsx';
import { useNames } from '../../people/use-names.ts';
import type { IslandWords } from '../../words.ts';
import { conversionBps } from './series.ts';

interface TableProps {
  words: IslandWords<'insights'>;
  view: InsightsView;
}

const money = ({ words, view }: TableProps, units: string): string =>
  view.token === null ? words.number(0) : words.money(units, view.token);

/** What was looked at and bought most. */
export const ListingsTable = (props: TableProps) => {
  const { words, view } = props;
  if (view.listings.length === 0) return null;
  return (
    <section class="insight-part" aria-labelledby="insight-listings">
      <h2 id="insight-listings">{words.t('insights.listings')}</h2>
      <DataTable
        stacked
        label={words.t('insights.listings')}
        columns={[
          words.t('insights.listing'),
          words.t('insights.views'),
          words.t('insights.orders'),
          words.t('insights.conversion'),
          words.t('insights.revenue'),
        ]}
      >
        {view.listings.map((each) => (
          <tr key={each.handle}>
            <th scope="row">
              <a class="insight-listing" href={`/shop/${view.shop}/listing/${each.handle}`}>
                <Picture view={words} image={each.image} alt="" sizes="2.5rem" class="insight-picture" />
                <span lang={words.languageOf(each.titles)}>{words.text(each.titles) || each.handle}</span>
              </a>
            </th>
            <td class="number" data-head={words.t('insights.views')}>
              {words.number(each.views)}
            </td>
            <td class="number" data-head={words.t('insights.orders')}>
              {words.number(each.orders)}
            </td>
            <td class="number" data-head={words.t('insights.conversion')}>
              {each.views === 0 ? '–' : words.percent(conversionBps(each.orders, each.views))}
            </td>
            <td class="number" data-head={words.t('insights.revenue')}>
              {money(props, each.paidUnits)}
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
};

/** Who brought buyers, and what that costs. */
export const PromotersTable = (props: TableProps) => {
  const { words, view } = props;
  const names = useNames(view.promoters.map(({ promoter }) => promoter));
  return (
    <section class="insight-part" aria-labelledby="insight-promoters">
      <h2 id="insight-promoters">{words.t('insights.promoters')}</h2>
      {view.promoters.length === 0 ? (
        <p class="quiet">{words.t('insights.no_promoters')}</p>
      ) : (
        <DataTable
          stacked
          label={words.t('insights.promoters')}
          columns={[
            words.t('insights.promoter_one'),
            words.t('insights.orders'),
            words.t('insights.revenue'),
            words.t('insights.cost'),
          ]}
        >
          {view.promoters.map((each) => (
            <tr key={each.promoter}>
              <th scope="row">
                <PersonName view={words} account={each.promoter} names={names.get(each.promoter) ?? {}} />
              </th>
              <td class="number" data-head={words.t('insights.orders')}>
                {words.number(each.orders)}
              </td>
              <td class="number" data-head={words.t('insights.revenue')}>
                {money(props, each.paidUnits)}
              </td>
              <td class="number" data-head={words.t('insights.cost')}>
                {money(props, each.costUnits)}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
};

/** What groups and coupons brought. */
export const OffersTable = (props: TableProps) => {
  const { words, view } = props;
  const { groups, coupons } = view;
  return (
    <section class="insight-part" aria-labelledby="insight-offers">
      <h2 id="insight-offers">{words.t('insights.offers')}</h2>
      {groups.orders === 0 && coupons.length === 0 && <p class="quiet">{words.t('insights.no_offers')}</p>}
      {groups.orders > 0 && (
        <p>
          {words.t('insights.groups', {
            orders: words.count('insights.count', groups.orders),
            groups: words.number(groups.groups),
            paid: money(props, groups.paidUnits),
          })}
        </p>
      )}
      {coupons.length > 0 && (
        <DataTable
          stacked
          label={words.t('insights.offers')}
          columns={[words.t('insights.coupon'), words.t('insights.orders'), words.t('insights.discount')]}
        >
          {coupons.map((each) => (
            <tr key={each.coupon}>
              <th scope="row">
                <ShortId value={each.coupon} />
              </th>
              <td class="number" data-head={words.t('insights.orders')}>
                {words.number(each.orders)}
              </td>
              <td class="number" data-head={words.t('insights.discount')}>
                {money(props, each.discountUnits)}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
};
