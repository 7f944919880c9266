import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Empty } from '../../components/notice.tsx';
import { deskPath, deskShopIn } from '../../desk-parts.ts';
import { useAttempt } from '../use-attempt.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type CatalogueEdits, editCount, noEdits } from './catalogue-edit.ts';
import type { DeskPage } from './desk-props.ts';
import { draftPath } from './draft-place.ts';
import { GroupEditor } from './group-editor.tsx';
import { createKeptDrafts } from './kept-drafts.ts';
import { findEdits, keepEdits } from './kept-edits.ts';
import { ListingsTable } from './listings-table.tsx';
import { type Goods, type LoadedCatalogue, loadCatalogue, loadGoods, titlesOf } from './node-blocks.ts';
import { publishEdits } from './publish.ts';
import { saveCsv } from './save-file.ts';
import { SigningNote } from './signing-note.tsx';
import { RENEW_SECONDS } from './tasks.ts';
import { useSigning } from './use-signing.ts';

/** The shop's listings: prices and stock in place or many at once, and one signature for all changes. */
export const CatalogueDesk: DeskPage = (props) => {
  const { words, chain, connection, onDone } = props;
  const shop = addressSchema.parse(props.shop.address);
  const catalogue = useSignal<LoadedCatalogue | null | undefined>(undefined);
  const goods = useSignal<ReadonlyMap<string, Goods>>(new Map());
  const titles = useComputed(() => titlesOf(goods.value));
  const edits = useSignal<CatalogueEdits>(noEdits);
  const { busy, error, said, attempt } = useAttempt();
  const signing = useSigning(props);

  const load = async (): Promise<void> => {
    error.value = null;
    try {
      const loaded = await loadCatalogue(shop);
      edits.value = findEdits(localStorage, shop, loaded?.entries ?? []);
      catalogue.value = loaded;
      if (loaded !== null) goods.value = await loadGoods(shop);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  // Before the catalogue is there, what was kept was not read yet.
  useSignalEffect(() => {
    const changed = edits.value;
    if (catalogue.peek() != null) keepEdits(localStorage, shop, changed);
  });

  const save = async (): Promise<void> => {
    const current = catalogue.value;
    if (current == null) return;
    await attempt(async () => {
      const { goodsFile } = await import('./goods-file.ts');
      const all = words.number(current.entries.length);
      const parts = await goodsFile({
        catalogue: current,
        tokens: chain.tokens,
        language: words.locale,
        onProgress: (done) => {
          said.value = words.t('goods.saving', { done: words.number(done), all });
        },
      });
      saveCsv('goods.csv', parts);
      said.value = words.t('goods.saved');
    });
  };

  const publish = async (): Promise<void> => {
    await attempt(async () => {
      said.value = words.t(signing.value === 'node' ? 'signing.by_node' : 'desk.publishing');
      const published = await publishEdits({
        chain,
        connection,
        shop,
        signing: signing.value,
        // As it is now: somebody else may have published meanwhile.
        current: await loadCatalogue(shop),
        edits: edits.value,
        listings: [],
      });
      said.value = words.t('desk.published', { version: words.number(published.version) });
      edits.value = noEdits;
      await load();
      onDone();
    });
  };

  const loaded = catalogue.value;
  const changes = editCount(edits.value);
  const renew = loaded != null && loaded.validUntil < words.now + RENEW_SECONDS;
  const named = deskShopIn(location.search);
  const begun = createKeptDrafts(localStorage, shop).begun();
  const nameOf = ({ kind, handle }: { kind: 'change' | 'copy'; handle: string }): string => {
    const name = words.text(titles.value.get(handle)) || handle;
    return kind === 'copy' ? words.t('goods.begun_copy', { name }) : name;
  };
  return (
    <section class="desk-section desk-ready" aria-labelledby="desk-listings" aria-busy={loaded === undefined}>
      <div class="section-tools">
        <h2 id="desk-listings">{words.t('desk.listings')}</h2>
        <a class="button" href={deskPath('/desk/goods/edit', named)}>
          + {words.t('new.summary')}
        </a>
        <a class="button button-quiet" href={deskPath('/desk/goods/import', named)}>
          {words.t('goods.import')}
        </a>
        {loaded != null && (
          <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void save()}>
            {words.t('goods.save')}
          </button>
        )}
      </div>
      {begun.length > 0 && (
        <p class="small">
          {words.t('goods.begun')}{' '}
          {begun.map((draft, index) => (
            <Fragment key={draftPath(draft)}>
              {index > 0 && ', '}
              <a href={deskPath(draftPath(draft), named)}>
                {draft.kind === 'new' ? words.t('goods.begun_new') : nameOf(draft)}
              </a>
            </Fragment>
          ))}
        </p>
      )}
      {loaded === undefined && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {loaded === null && <Empty title={words.t('desk.no_listings')} text={words.t('desk.no_listings_text')} />}
      {loaded != null && (
        <>
          <p class="small quiet">
            {words.t('desk.version', {
              version: words.number(loaded.root.version),
              date: words.date(loaded.validUntil),
            })}
          </p>
          <ListingsTable words={words} chain={chain} catalogue={loaded} goods={goods.value} edits={edits} />
          <GroupEditor words={words} chain={chain} catalogue={loaded} titles={titles.value} edits={edits} />
        </>
      )}
      {(changes > 0 || renew) && (
        <div class="publish-bar publish-sticky">
          <button class="button" type="button" disabled={busy.value} onClick={() => void publish()}>
            {changes > 0
              ? words.count(signing.value === 'node' ? 'goods.publish' : 'desk.publish', changes)
              : words.t('desk.renew')}
          </button>
          {changes > 0 && (
            <button
              class="button button-quiet"
              type="button"
              disabled={busy.value}
              onClick={() => {
                edits.value = noEdits;
              }}
            >
              {words.t('goods.undo')}
            </button>
          )}
          <SigningNote words={words} signing={signing.value} />
        </div>
      )}
      <p role="status">{said.value}</p>
      {error.value !== null && (
        <ErrorNote
          view={words}
          error={error.value}
          {...(loaded === undefined ? { retry: { word: words.t('retry'), onRetry: () => void load() } } : {})}
        />
      )}
    </section>
  );
};
