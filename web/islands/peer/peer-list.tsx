import type { PeerRow } from '../../peer/read-shop.ts';
import type { PeerWords } from './peer.tsx';

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1_000);

/** Who was asked, and what came of it. */
export const PeerList = ({ words, peers }: { words: PeerWords; peers: readonly PeerRow[] }) => {
  const newest = Math.max(0, ...peers.map(({ version }) => version ?? 0));
  return (
    <section aria-labelledby="peer-list">
      <h2 id="peer-list">{words.t('peer.peers')}</h2>
      {peers.length === 0 ? (
        <p class="quiet">{words.t('peer.no_peers')}</p>
      ) : (
        <ul class="peer-rows">
          {peers.map(({ address, state, version, blocks, bytes, error }) => (
            <li key={address} class="peer-row" data-state={state}>
              <code class="small">{address}</code>
              <span class={state === 'refused' ? 'tone-bad' : state === 'unreachable' ? 'quiet' : ''}>
                {words.t(`peer.state_${state}`)}
                {version !== null && (
                  <span class={version < newest ? 'tone-warn' : ''}>
                    {' · '}
                    {words.t(version < newest ? 'peer.version_old' : 'peer.version', {
                      version: words.number(version),
                    })}
                  </span>
                )}
                {state === 'connected' && version === null && error === null && ` · ${words.t('peer.version_none')}`}
                {blocks > 0 &&
                  ` · ${words.t('peer.blocks', { blocks: words.number(blocks), kilobytes: words.number(kilobytes(bytes)) })}`}
                {error !== null && <code class="small"> {error.code}</code>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
