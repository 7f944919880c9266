import { useSignal } from '@preact/signals';
import type { Page } from '../../../protocol/api/common.ts';
import type { HeldShop } from '../../../protocol/api/operator.ts';
import { Empty } from '../../components/notice.tsx';
import { ShortId } from '../../components/short-id.tsx';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { byteText } from './byte-text.ts';

const ROWS = 20;
const states = ['current', 'stale', 'ahead'] as const;

const Copies = ({ words, copies }: { words: IslandWords<'operator'>; copies: HeldShop['copies'] }) => {
  if (copies === null) return <span class="quiet">{words.t('held.unknown')}</span>;
  const others = copies.current + copies.stale + copies.ahead;
  if (others === 0) return <span class="tone-warn">{words.t('held.alone')}</span>;
  return (
    <>
      {states.flatMap((state) =>
        copies[state] === 0 ? (
          []
        ) : (
          <span key={state} class={state === 'current' ? 'held-copies' : 'held-copies tone-warn'}>
            <span class={`copy-dot copy-${state}`} aria-hidden="true" />
            {words.t(`held.${state}`, { count: words.number(copies[state]) })}
          </span>
        ),
      )}
    </>
  );
};

const Row = ({ words, shop }: { words: IslandWords<'operator'>; shop: HeldShop }) => {
  const name = words.text(shop.names);
  const share = shop.quota === null ? 1 : Math.min(1, shop.bytes / shop.quota.bytes);
  return (
    <tr>
      <th scope="row">
        <a href={`/shop/${shop.shop}`}>{name === '' ? <ShortId value={shop.shop} /> : name}</a>
        {shop.followed && <span class="badge">{words.t('held.followed')}</span>}
      </th>
      <td class="number" data-head={words.t('held.col_listings')}>
        {words.number(shop.listings)}
      </td>
      <td class="number" data-head={words.t('held.col_bytes')}>
        {byteText(words.locale, shop.bytes)}
      </td>
      <td data-head={words.t('held.col_quota')}>
        {shop.quota === null ? (
          <span class="tone-bad">{words.t('held.no_quota')}</span>
        ) : (
          <>
            <svg class="rail held-rail" height="8" aria-hidden="true">
              <rect class="rail-ground" width="100%" height="8" rx="3" />
              <rect class="rail-escrow" width={`${Math.max(1, share * 100)}%`} height="8" rx="3" />
            </svg>
            <span class="small quiet number">
              {words.t('held.of', { most: byteText(words.locale, shop.quota.bytes) })}
            </span>
          </>
        )}
      </td>
      <td data-head={words.t('held.col_copies')}>
        <Copies words={words} copies={shop.copies} />
      </td>
    </tr>
  );
};

/** The shops that this node holds: how much room they take of what their deposit carries, and who else has them. */
export const HeldShops = ({ words }: { words: IslandWords<'operator'> }) => {
  const cursor = useSignal<string | null>(null);
  const from = cursor.value === null ? '' : `&cursor=${cursor.value}`;
  const { value, error, again } = usePolling<Page<HeldShop>>(`/api/v1/operator/shops?limit=${ROWS}${from}`, 30);
  return (
    <section class="panel" aria-labelledby="held">
      <h2 id="held">{words.t('held.title')}</h2>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {value === null && error === null && <p class="skeleton">{words.t('loading')}</p>}
      {value !== null && value.items.length === 0 && cursor.value === null && (
        <Empty title={words.t('held.none')} text={words.t('held.none_text')} icon="shop" />
      )}
      {value !== null && value.items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="table-scroll" tabIndex={0} aria-label={words.t('held.title')}>
          <table class="desk-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.t('held.col_shop')}</th>
                <th scope="col">{words.t('held.col_listings')}</th>
                <th scope="col">{words.t('held.col_bytes')}</th>
                <th scope="col">{words.t('held.col_quota')}</th>
                <th scope="col">{words.t('held.col_copies')}</th>
              </tr>
            </thead>
            <tbody>
              {value.items.map((shop) => (
                <Row key={shop.shop} words={words} shop={shop} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {(cursor.value !== null || (value !== null && value.nextCursor !== null)) && (
        <p class="actions">
          {cursor.value !== null && (
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                cursor.value = null;
              }}
            >
              {words.t('held.first')}
            </button>
          )}
          {value !== null && value.nextCursor !== null && (
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                cursor.value = value.nextCursor;
              }}
            >
              {words.t('held.more')}
            </button>
          )}
        </p>
      )}
    </section>
  );
};
