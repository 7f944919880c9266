import { errorText } from '../../protocol/error-text.ts';
import type { health as healthWords } from '../locales/en/health.ts';
import type { network } from '../locales/en/network.ts';
import type { IndexHealth as Health } from '../page-request.ts';
import type { View } from '../view.ts';
import { DataTable } from './data-table.tsx';
import { Banner } from './notice.tsx';

type HealthView = View<keyof typeof healthWords | keyof typeof network>;

const Endpoints = ({ view, endpoints }: { view: HealthView; endpoints: Health['endpoints'] }) => (
  <DataTable
    label={view.t('index.endpoints')}
    stacked
    columns={[
      view.t('index.endpoints'),
      view.t('index.col_state'),
      view.t('index.col_head'),
      view.t('network.col_time'),
    ]}
  >
    {endpoints.map(({ name, state, head, milliseconds }) => (
      <tr key={name}>
        <th scope="row">
          <code class="small">{name}</code>
        </th>
        <td
          class={state === 'good' ? 'cell-words tone-good' : 'cell-words tone-bad'}
          data-head={view.t('index.col_state')}
        >
          {view.t(`index.${state}`)}
        </td>
        <td class="number" data-head={view.t('index.col_head')}>
          {view.number(head)}
        </td>
        <td class="number" data-head={view.t('network.col_time')}>
          {view.t('network.milliseconds', { count: view.number(Math.max(1, Math.round(milliseconds))) })}
        </td>
      </tr>
    ))}
  </DataTable>
);

/** How far this node's index is, what stands in its way, and how the chain's endpoints answer it. */
export const IndexHealth = ({ view, health }: { view: HealthView; health: Health }) => {
  const { block, finalized, chainHead, synced, halted, confirmed, endpoints, problem } = health;
  const text = problem === null ? undefined : errorText(problem, view.locale);
  return (
    <section class="panel" aria-labelledby="index">
      <h2 id="index">{view.t('index.title')}</h2>
      {problem !== null && (
        <Banner tone={halted ? 'bad' : 'warn'}>
          <strong>{text?.message ?? view.t('index.problem')}</strong> {text?.hint}
          <p class="small">
            <code>{problem}</code> {view.t(halted ? 'index.halted' : 'index.trying')}
          </p>
        </Banner>
      )}
      <dl class="facts">
        <div>
          <dt>{view.t('index.block')}</dt>
          <dd class="number">
            {view.number(block)}{' '}
            <span class={synced ? 'tone-good' : 'tone-warn'}>
              {synced ? view.t('index.synced') : view.count('index.behind', Math.max(0, chainHead - block))}
            </span>
          </dd>
        </div>
        <div>
          <dt>{view.t('index.final')}</dt>
          <dd class="number">{view.number(finalized)}</dd>
        </div>
        <div>
          <dt>{view.t('index.confirmed')}</dt>
          <dd class="number">{confirmed === null ? view.t('index.nobody') : view.number(confirmed)}</dd>
        </div>
      </dl>
      {endpoints.length > 0 && <Endpoints view={view} endpoints={endpoints} />}
    </section>
  );
};
