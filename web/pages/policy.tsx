import type { DenialView, PolicyView } from '../../protocol/api/policy.ts';
import { DataTable } from '../components/data-table.tsx';
import { linkTo } from '../components/links.ts';
import { Banner, Empty } from '../components/notice.tsx';
import { Phrase } from '../components/phrase.tsx';
import { ShortId } from '../components/short-id.tsx';
import { Moment } from '../components/time.tsx';
import type { PolicyPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Whose = ({ view, policy, denial }: { view: PageView; policy: PolicyView; denial: DenialView }) => {
  if (denial.list === null) return <>{view.t('policy.operator')}</>;
  const list = policy.lists.find(({ author }) => author === denial.list);
  return (
    <>
      {list !== undefined && `${list.name} `}
      <ShortId value={denial.list} />
    </>
  );
};

const Denials = ({ view, policy }: { view: PageView; policy: PolicyView }) => (
  <DataTable
    label={view.t('policy.denials')}
    stacked
    columns={[
      view.t('policy.col_what'),
      view.t('policy.col_reason'),
      view.t('policy.col_by'),
      view.t('policy.col_since'),
    ]}
  >
    {policy.denials.map((denial) => (
      <tr key={`${denial.shop}${denial.cid}${denial.list}`}>
        <th scope="row">
          {view.t(denial.cid === null ? 'policy.denied_shop' : 'policy.denied_content')}{' '}
          <ShortId value={denial.cid ?? denial.shop ?? ''} />
        </th>
        <td class="reason" data-head={view.t('policy.col_reason')}>
          {denial.reason === '' ? view.t('denied.no_reason') : denial.reason}
        </td>
        <td data-head={view.t('policy.col_by')}>
          <Whose view={view} policy={policy} denial={denial} />
        </td>
        <td data-head={view.t('policy.col_since')}>
          <Moment view={view} at={denial.since} style="day" />
        </td>
      </tr>
    ))}
  </DataTable>
);

const Lists = ({ view, policy }: { view: PageView; policy: PolicyView }) => (
  <section class="panel" aria-labelledby="lists">
    <h2 id="lists">{view.t('policy.lists')}</h2>
    <p class="small quiet">{view.t('policy.lists_text')}</p>
    <ul class="plain rows">
      {policy.lists.map(({ author, name, version, denials }) => (
        <li key={author}>
          <strong>{name}</strong>{' '}
          <span class="quiet">
            <Phrase
              text={view.t('policy.list_entry', { version: view.number(version) })}
              parts={{ author: <ShortId value={author} /> }}
            />
          </span>
          <span class="number">{view.count('policy.entries', denials)}</span>
        </li>
      ))}
    </ul>
  </section>
);

/** What this node carries and what it leaves out, with every reason. */
export const PolicyPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { policy } = props;
  const all = policy.carries === 'all';
  return (
    <Document view={view} title={`${view.t('policy.title')} · ${view.t('brand')}`} description={view.t('policy.lead')}>
      <div class="wide section shell">
        <h1 class="page-title">{view.t('policy.title')}</h1>
        <p class="lead">{view.t('policy.lead')}</p>
        <section class={`policy-word policy-${policy.carries}`}>
          <p class="big-number">{view.t(all ? 'policy.carries_all' : 'policy.carries_followed')}</p>
          <p>
            {all
              ? view.t('policy.carries_all_text')
              : view.count('policy.carries_followed_text', policy.followed.length)}
          </p>
        </section>
        {policy.problem !== undefined && (
          <Banner tone="bad">
            <p>{view.t('policy.problem')}</p>
            <p class="small" lang="en">
              {policy.problem.message} <code>{policy.problem.code}</code>
            </p>
          </Banner>
        )}
        {!all && policy.followed.length > 0 && (
          <section class="panel" aria-labelledby="followed">
            <h2 id="followed">{view.t('policy.followed')}</h2>
            <ul class="plain chips">
              {policy.followed.map((address) => (
                <li key={address}>
                  <a class="tag" href={linkTo(view, `/shop/${address}`)}>
                    <ShortId value={address} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {policy.denials.length === 0 ? (
          <Empty title={view.t('policy.none')} text={view.t('policy.none_text')} icon="check" />
        ) : (
          <section class="panel" aria-labelledby="denials">
            <h2 id="denials">{view.t('policy.denials')}</h2>
            <p class="small quiet">{view.t('policy.denials_text')}</p>
            <Denials view={view} policy={policy} />
          </section>
        )}
        {policy.lists.length > 0 && <Lists view={view} policy={policy} />}
        <p>
          <a href={linkTo(view, '/network')}>{view.t('policy.network')}</a>
        </p>
      </div>
    </Document>
  );
};
