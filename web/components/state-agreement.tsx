import type { StateView } from '../../protocol/api/state.ts';
import type { health } from '../locales/en/health.ts';
import type { network } from '../locales/en/network.ts';
import type { View } from '../view.ts';
import { DataTable } from './data-table.tsx';
import { Icon } from './icon.tsx';
import { Banner } from './notice.tsx';
import { ShortId } from './short-id.tsx';

type StateWordsView = View<keyof typeof health | keyof typeof network>;
type Peer = StateView['peers'][number];

const Difference = ({ view, peer }: { view: StateWordsView; peer: Peer }) =>
  peer.agrees ? (
    <span class="tone-good">
      <Icon name="check" size={16} /> {view.t('digest.agrees')}
    </span>
  ) : (
    <span class="tone-bad">
      {peer.difference === null ? (
        view.t('digest.differs')
      ) : (
        <>
          {view.t('digest.differs_in', { table: peer.difference.table })}{' '}
          <code class="small">{peer.difference.key}</code>
        </>
      )}
    </span>
  );

/** One digest over all that follows from the chain, beside those of peers: who indexed something else, and where. */
export const StateAgreement = ({ view, state }: { view: StateWordsView; state: StateView | null }) => {
  if (state === null) {
    return (
      <section class="panel" aria-labelledby="digest">
        <h2 id="digest">{view.t('digest.title')}</h2>
        <p class="quiet">{view.t('digest.none')}</p>
      </section>
    );
  }
  const { block, digest, tables, peers } = state;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const others = peers.filter(({ agrees }) => !agrees).length;
  return (
    <section class="panel" aria-labelledby="digest">
      <h2 id="digest">{view.t('digest.title')}</h2>
      <p class="quiet">{view.t('digest.lead')}</p>
      {others > 0 && <Banner tone="bad">{view.count('digest.disagree', others)}</Banner>}
      <dl class="facts">
        <div>
          <dt>{view.t('digest.at', { block: view.number(block) })}</dt>
          <dd>
            <ShortId value={digest} />
          </dd>
        </div>
        <div>
          <dt>{view.t('digest.rows')}</dt>
          <dd class="number">
            {view.t('digest.rows_in', { rows: view.number(rows), tables: view.number(tables.length) })}
          </dd>
        </div>
      </dl>
      {peers.length === 0 ? (
        <p class="quiet small">{view.t('digest.no_peers')}</p>
      ) : (
        <DataTable
          label={view.t('digest.title')}
          stacked
          columns={[view.t('network.col_peer'), view.t('digest.col_block'), view.t('digest.col_state')]}
        >
          {peers.map((peer) => (
            <tr key={peer.peerId}>
              <th scope="row">
                <ShortId value={peer.peerId} />
              </th>
              <td class="number" data-head={view.t('digest.col_block')}>
                {view.number(peer.block)}
              </td>
              <td class="cell-words" data-head={view.t('digest.col_state')}>
                <Difference view={view} peer={peer} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <p class="small">
        <a href="/api/v1/state">{view.t('digest.api')}</a>
      </p>
    </section>
  );
};
