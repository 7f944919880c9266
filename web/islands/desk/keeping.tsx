import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ReplicasView } from '../../../protocol/api/replica.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Copies } from '../../components/copies.tsx';
import { Icon } from '../../components/icon.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { ShortId } from '../../components/short-id.tsx';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import type { DeskProps } from './desk-props.ts';

/** How many nodes hold the shop, and which. */
export const Replicas = ({ words, shop }: Pick<DeskProps, 'words' | 'shop'>) => {
  const copies = useSignal<ReplicasView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      copies.value = await readJson<ReplicasView>(`/api/v1/shops/${shop.address}/replicas`);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [shop.address]);
  const absent = error.value?.code.endsWith('.not_found') ?? false;
  return (
    <section class="desk-section" aria-labelledby="copies" aria-busy={copies.value === null && error.value === null}>
      <h2 id="copies">{words.t('copies.title')}</h2>
      <p class="quiet">{words.t('copies.desk_lead')}</p>
      {copies.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {copies.value !== null && <Copies view={words} copies={copies.value} />}
      {absent && <p class="quiet">{words.t('copies.none_text')}</p>}
      {copies.value !== null && (
        <>
          <p>
            <a
              class="button button-quiet"
              href={`/api/v1/shops/${shop.address}/site.car`}
              download={`${shop.address}.car`}
            >
              {words.t('copies.site')}
            </a>
          </p>
          <p class="quiet small">{words.t('copies.site_text')}</p>
        </>
      )}
      {error.value !== null && !absent && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
    </section>
  );
};

/** The key that buyers encrypt to, and how to change it. */
export const ShopKey = ({ words, walletWords, page, chain, connection, shop, onDone }: DeskProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const changed = useSignal(false);
  const change = async (): Promise<void> => {
    changed.value = false;
    const { keepShopKeys, nextKeyCall } = await import('./next-key.ts');
    const holder = { page, chain, connection };
    const next = { number: 0 };
    const receipt = await runner.run(async (tools) => {
      const { call, number } = await nextKeyCall(holder, tools);
      next.number = number;
      return call;
    });
    if (receipt === undefined) return;
    keepShopKeys(holder, next.number);
    changed.value = true;
    onDone();
  };
  return (
    <section class="desk-section" aria-labelledby="keys">
      <h2 id="keys">{words.t('keys.title')}</h2>
      <p class="quiet">{words.t('keys.text')}</p>
      <p>
        <Icon name="lock" size={16} />{' '}
        <Phrase text={words.t('keys.now')} parts={{ key: <ShortId value={shop.encryptionKey} /> }} />
      </p>
      <details>
        <summary>{words.t('keys.when')}</summary>
        <p>{words.t('keys.when_text')}</p>
      </details>
      <TransactionStatus words={walletWords} runner={runner} />
      <p role="status">{changed.value && words.t('keys.changed')}</p>
      <p>
        <button
          type="button"
          class="button button-quiet"
          disabled={isBusy(runner.state.value)}
          onClick={() => void change()}
        >
          {words.t('keys.change')}
        </button>
      </p>
      <p class="small quiet">{words.t('keys.asks')}</p>
    </section>
  );
};
