import type { ReplicasView, ReplicaView } from '../../protocol/api/replica.ts';
import type { copies } from '../locales/en/network.ts';
import type { View } from '../view.ts';
import { Phrase } from './phrase.tsx';
import { ShortId } from './short-id.tsx';

type CopiesView = View<keyof typeof copies>;

/** Nodes drawn and listed; the count beside them says the rest. */
const mostDrawn = 24;
const states = ['current', 'stale', 'ahead'] as const;

/** Those that are current first, this node before others. */
const inOrder = (replicas: readonly ReplicaView[]): ReplicaView[] =>
  [...replicas].sort(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || Number(b.self) - Number(a.self) || b.at - a.at,
  );

const Dots = ({ view, replicas }: { view: CopiesView; replicas: readonly ReplicaView[] }) => {
  const countOf = (state: ReplicaView['state']): string =>
    view.number(replicas.filter((replica) => replica.state === state).length);
  const label = view.t('copies.picture', {
    total: view.number(replicas.length),
    current: countOf('current'),
    stale: countOf('stale'),
    ahead: countOf('ahead'),
  });
  return (
    <span class="copies-dots" role="img" aria-label={label}>
      {replicas.slice(0, mostDrawn).map(({ peerId, state, self, complete }) => (
        <span
          key={peerId}
          class={`copy-dot copy-${state}${self ? ' copy-self' : ''}${complete ? '' : ' copy-partial'}`}
        />
      ))}
      {replicas.length > mostDrawn && <span class="copies-rest">+{view.number(replicas.length - mostDrawn)}</span>}
    </span>
  );
};

const Row = ({ view, replica }: { view: CopiesView; replica: ReplicaView }) => {
  const { peerId, version, state, complete, at, operator, self } = replica;
  return (
    <li>
      <span class={`copy-dot copy-${state}`} aria-hidden="true" />
      <span>
        <strong>
          <ShortId value={peerId} />
        </strong>{' '}
        {self && <span class="tag copies-self">{view.t('copies.self')}</span>}{' '}
        {operator === null ? (
          <span class="quiet">{view.t('copies.nobody')}</span>
        ) : (
          <a href="/hosts">
            <Phrase text={view.t('copies.operator')} parts={{ who: <ShortId value={operator} /> }} />
          </a>
        )}
        <span class="small quiet copies-line">
          {[
            view.t(`copies.${state}`),
            view.t('copies.version', { version: view.number(version) }),
            ...(complete ? [] : [view.t('copies.pictures_missing')]),
            view.t('copies.signed', { when: view.relative(at) }),
          ].join(' · ')}
        </span>
      </span>
    </li>
  );
};

/** Who holds a shop: a dot for each node that signed, then the numbers, then the nodes by name. */
export const Copies = ({ view, copies: found }: { view: CopiesView; copies: ReplicasView }) => {
  const replicas = inOrder(found.replicas);
  const asked = view.count('copies.asked', found.asked).replace('{when}', view.relative(found.askedAt));
  return (
    <div class="copies">
      {replicas.length === 0 ? (
        <>
          <p class="big-number">{view.count('copies.nodes', 0)}</p>
          <p>{view.t('copies.none')}</p>
          <p class="small quiet">{view.t('copies.none_text')}</p>
        </>
      ) : (
        <>
          <div class="copies-head">
            <p class="big-number">{view.count('copies.nodes', replicas.length)}</p>
            <Dots view={view} replicas={replicas} />
          </div>
          <ul class="copies-legend small">
            {states.map((state) => {
              const count = replicas.filter((replica) => replica.state === state).length;
              return count === 0 ? null : (
                <li key={state}>
                  <span class={`copy-dot copy-${state}`} aria-hidden="true" /> {view.t(`copies.${state}`)}{' '}
                  <span class="number">{view.number(count)}</span>
                </li>
              );
            })}
          </ul>
          {replicas.length === 1 && replicas[0]?.self === true && (
            <p class="small tone-warn">{view.t('copies.alone')}</p>
          )}
          <details>
            <summary>{view.t('copies.which')}</summary>
            <ul class="copies-list">
              {replicas.slice(0, mostDrawn).map((replica) => (
                <Row key={replica.peerId} view={view} replica={replica} />
              ))}
              {replicas.length > mostDrawn && (
                <li class="quiet">{view.count('copies.more', replicas.length - mostDrawn)}</li>
              )}
            </ul>
          </details>
        </>
      )}
      <p class="small quiet">{found.asked === 0 ? view.t('copies.never') : asked}</p>
    </div>
  );
};
