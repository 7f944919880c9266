import { DataTable } from '../components/data-table.tsx';
import { linkTo } from '../components/links.ts';
import { Empty } from '../components/notice.tsx';
import { ShortId } from '../components/short-id.tsx';
import { Moment } from '../components/time.tsx';
import type { HostsPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Table = ({ view, hosts }: { view: PageView; hosts: Props['hosts']['items'] }) => (
  <DataTable
    label={view.t('hosts.table')}
    stacked
    columns={[
      view.t('hosts.col_operator'),
      view.t('hosts.col_endpoints'),
      view.t('hosts.col_orders'),
      view.t('hosts.col_earned'),
      view.t('hosts.col_since'),
    ]}
  >
    {hosts.map(({ operator, endpoints, orders, earnings, announcedAt }) => (
      <tr key={operator}>
        <th scope="row">
          <ShortId value={operator} />
        </th>
        <td data-head={view.t('hosts.col_endpoints')}>
          <ul class="plain endpoints">
            {endpoints.map((endpoint) => (
              <li key={endpoint}>
                <code class="small">{endpoint}</code>
              </li>
            ))}
          </ul>
        </td>
        <td class="number" data-head={view.t('hosts.col_orders')}>
          {view.number(orders)}
        </td>
        <td class="number" data-head={view.t('hosts.col_earned')}>
          {earnings.length === 0
            ? view.t('hosts.nothing')
            : earnings.map(({ token, earnedUnits }) => view.money(earnedUnits, token)).join(', ')}
        </td>
        <td data-head={view.t('hosts.col_since')}>
          <Moment view={view} at={announcedAt} style="day" />
        </td>
      </tr>
    ))}
  </DataTable>
);

/** The register of operators. */
export const HostsPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { items, nextCursor } = props.hosts;
  return (
    <Document view={view} title={`${view.t('hosts.title')} · ${view.t('brand')}`} description={view.t('hosts.lead')}>
      <div class="wide section shell">
        <h1 class="page-title">{view.t('hosts.title')}</h1>
        <p class="lead">{view.t('hosts.lead')}</p>
        <p>
          <a class="button button-quiet" href={linkTo(view, '/host')}>
            {view.t('host.title')}
          </a>
        </p>
        {items.length === 0 ? (
          <Empty title={view.t('hosts.none')} text={view.t('hosts.none_text')} icon="people" />
        ) : (
          <section class="panel">
            <Table view={view} hosts={items} />
            <p class="small quiet">{view.t('hosts.unchecked')}</p>
          </section>
        )}
        {nextCursor !== null && (
          <p class="pager">
            <a class="button button-quiet" href={`/hosts?cursor=${encodeURIComponent(nextCursor)}`}>
              {view.t('more.next')}
            </a>
          </p>
        )}
      </div>
    </Document>
  );
};
