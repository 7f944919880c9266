import type { NetworkView, PeerView } from '../../protocol/api/network.ts';
import { DataTable } from '../components/data-table.tsx';
import { IndexHealth } from '../components/index-health.tsx';
import { linkTo } from '../components/links.ts';
import { Live } from '../components/live.tsx';
import { Empty } from '../components/notice.tsx';
import { PeerMap } from '../components/peer-map.tsx';
import { ShortId } from '../components/short-id.tsx';
import { StateAgreement } from '../components/state-agreement.tsx';
import type { NetworkPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Peers = ({ view, peers }: { view: PageView; peers: readonly PeerView[] }) => (
  <DataTable
    label={view.t('network.nodes')}
    stacked
    columns={[
      view.t('network.col_peer'),
      view.t('network.col_path'),
      view.t('network.col_direction'),
      view.t('network.col_agent'),
      view.t('network.col_time'),
      view.t('network.col_score'),
    ]}
  >
    {peers.map(({ peerId, path, direction, agent, roundTripMilliseconds, score, address }) => (
      <tr key={`${peerId}${address}`}>
        <th scope="row">
          <span class={`peer-key peer-${path}`} aria-hidden="true" />
          <ShortId value={peerId} />
        </th>
        <td data-head={view.t('network.col_path')}>{view.t(`network.${path}`)}</td>
        <td data-head={view.t('network.col_direction')}>{view.t(`network.${direction}`)}</td>
        <td data-head={view.t('network.col_agent')}>
          {agent === '' ? view.t('network.no_agent') : <code class="small">{agent}</code>}
        </td>
        <td class="number" data-head={view.t('network.col_time')}>
          {roundTripMilliseconds === null
            ? view.t('network.not_measured')
            : view.t('network.milliseconds', { count: view.number(Math.round(roundTripMilliseconds)) })}
        </td>
        <td class={score < 0 ? 'tone-bad' : undefined} data-head={view.t('network.col_score')}>
          {score < 0
            ? view.t('network.score_bad', { score: view.number(Math.round(score)) })
            : view.t('network.score_good')}
        </td>
      </tr>
    ))}
  </DataTable>
);

const Addresses = ({ addresses }: { addresses: readonly string[] }) => (
  <ul class="plain endpoints">
    {addresses.map((address) => (
      <li key={address}>
        <code class="small">{address}</code>
      </li>
    ))}
  </ul>
);

const Self = ({ view, network }: { view: PageView; network: NetworkView }) => {
  const { addresses, reachable, reachedThrough, relay, routingTablePeers, peerId } = network;
  return (
    <section class="panel" aria-labelledby="self">
      <h2 id="self">{view.t('network.this')}</h2>
      <dl class="facts">
        <div>
          <dt>{view.t('network.reach')}</dt>
          <dd class={reachable === 'private' ? 'tone-warn' : undefined}>{view.t(`network.reachable_${reachable}`)}</dd>
        </div>
        {reachedThrough.length > 0 && (
          <div>
            <dt>{view.t('network.through')}</dt>
            <dd>
              <Addresses addresses={reachedThrough} />
            </dd>
          </div>
        )}
        <div>
          <dt>{view.t('network.addresses')}</dt>
          <dd>{addresses.length === 0 ? view.t('network.no_addresses') : <Addresses addresses={addresses} />}</dd>
        </div>
        <div>
          <dt>{view.t('network.peer_id')}</dt>
          <dd>
            <code class="small">{peerId}</code>
          </dd>
        </div>
        <div>
          <dt>{view.t('network.relay')}</dt>
          <dd>
            {relay.most === 0 ? (
              view.t('network.relay_off')
            ) : (
              <>
                {view.t('network.relay_use', { used: view.number(relay.reservations), most: view.number(relay.most) })}
                <svg class="rail" height="10" aria-hidden="true">
                  <rect class="rail-ground" width="100%" height="10" rx="3" />
                  <rect
                    class="rail-escrow"
                    width={`${Math.min(100, (100 * relay.reservations) / relay.most)}%`}
                    height="10"
                    rx="3"
                  />
                </svg>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{view.t('network.table_peers')}</dt>
          <dd class="number">{view.number(routingTablePeers)}</dd>
        </div>
      </dl>
    </section>
  );
};

/** The network as this node sees it: its neighbours, and how it is reached. */
export const NetworkPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { network, state, health } = props;
  const { peers } = network;
  return (
    <Document
      view={view}
      title={`${view.t('network.title')} · ${view.t('brand')}`}
      description={view.t('network.lead')}
    >
      <div class="wide section shell" id="network">
        <h1 class="page-title">{view.t('network.title')}</h1>
        <p class="lead">{view.t('network.lead')}</p>
        <div class="network-grid">
          <section class="panel" aria-label={view.t('network.nodes')}>
            <p class="big-number">{view.count('network.peers', peers.length)}</p>
            <PeerMap view={view} peers={peers} />
            <ul class="copies-legend small">
              <li>
                <span class="peer-key peer-direct" aria-hidden="true" /> {view.t('network.direct')}
              </li>
              <li>
                <span class="peer-key peer-relayed" aria-hidden="true" /> {view.t('network.relayed')}
              </li>
            </ul>
          </section>
          <Self view={view} network={network} />
        </div>
        <div class="network-grid">
          <StateAgreement view={view} state={state} />
          <IndexHealth view={view} health={health} />
        </div>
        {peers.length === 0 ? (
          <Empty title={view.t('network.none')} text={view.t('network.none_text')} icon="people" />
        ) : (
          <section class="panel">
            <h2>{view.t('network.nodes')}</h2>
            <Peers view={view} peers={peers} />
          </section>
        )}
        <ul class="footer-list">
          <li>
            <a href={linkTo(view, '/hosts')}>{view.t('network.hosts')}</a>
          </li>
          <li>
            <a href={linkTo(view, '/policy')}>{view.t('network.policy')}</a>
          </li>
        </ul>
      </div>
      <Live view={view} parts={['network']} kinds={['block']} pauseSeconds={15} />
    </Document>
  );
};
