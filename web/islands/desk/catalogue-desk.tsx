import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Block } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Empty } from '../../components/notice.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type CatalogueEdits, editCount, noEdits } from './catalogue-edit.ts';
import type { DeskProps } from './desk-props.ts';
import { GroupEditor } from './group-editor.tsx';
import { NewListing } from './listing-form.tsx';
import { ListingsTable } from './listings-table.tsx';
import { type ListingForm, makeListing } from './new-listing.ts';
import { type LoadedCatalogue, loadCatalogue, loadTitles } from './node-blocks.ts';
import { publishEdits } from './publish.ts';
import { RENEW_SECONDS } from './tasks.ts';

/** The shop's listings: prices and stock in place, new products, and one signature for all changes. */
export const CatalogueDesk = ({ words, chain, connection, shop: { address }, onDone }: DeskProps) => {
  const catalogue = useSignal<LoadedCatalogue | null | undefined>(undefined);
  const titles = useSignal<ReadonlyMap<string, Record<string, string>>>(new Map());
  const edits = useSignal<CatalogueEdits>(noEdits);
  const error = useSignal<VouchError | null>(null);
  const busy = useSignal(false);
  const said = useSignal('');
  const blocks = useRef<Block[]>([]);
  const shop = addressSchema.parse(address);

  const load = async (): Promise<void> => {
    error.value = null;
    try {
      const loaded = await loadCatalogue(shop);
      catalogue.value = loaded;
      if (loaded !== null) titles.value = await loadTitles(shop);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);

  const add = (form: ListingForm): void => {
    const [token] = chain.tokens;
    const arbitrator = addressSchema.safeParse(chain.arbitrator);
    if (token === undefined || !arbitrator.success) {
      throw new VouchError({
        code: 'offer.arbitrator_invalid',
        message: 'This node suggests nobody to rule disputes.',
        hint: 'Use the command line, where an arbitrator can be named.',
      });
    }
    const made = makeListing(form, {
      shop,
      token: { address: addressSchema.parse(token.address), decimals: token.decimals },
      arbitrator: arbitrator.data,
      handles: new Set([...(catalogue.value?.entries ?? []), ...edits.value.added].map(({ handle }) => handle)),
    });
    blocks.current.push(made.block);
    edits.value = { ...edits.value, added: [...edits.value.added, made.entry] };
  };
  const publish = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    said.value = words.t('desk.publishing');
    try {
      const published = await publishEdits({
        chain,
        connection,
        shop,
        current: catalogue.value ?? null,
        edits: edits.value,
        listings: blocks.current,
      });
      said.value = words.t('desk.published', { version: words.number(published.version) });
      edits.value = noEdits;
      blocks.current = [];
      await load();
      onDone();
    } catch (cause) {
      said.value = '';
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };

  const loaded = catalogue.value;
  const changes = editCount(edits.value);
  const renew = loaded != null && loaded.validUntil < words.now + RENEW_SECONDS;
  return (
    <section class="desk-section" aria-labelledby="desk-listings" aria-busy={loaded === undefined}>
      <h2 id="desk-listings">{words.t('desk.listings')}</h2>
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
          <ListingsTable words={words} chain={chain} catalogue={loaded} titles={titles.value} edits={edits} />
          <GroupEditor words={words} chain={chain} catalogue={loaded} titles={titles.value} edits={edits} />
        </>
      )}
      {edits.value.added.length > 0 && (
        <ul class="plain" aria-label={words.t('desk.added')}>
          {edits.value.added.map(({ handle }) => (
            <li key={handle}>+ {handle}</li>
          ))}
        </ul>
      )}
      {(changes > 0 || renew) && (
        <p class="publish-bar">
          <button class="button" type="button" disabled={busy.value} onClick={() => void publish()}>
            {changes > 0 ? words.count('desk.publish', changes) : words.t('desk.renew')}
          </button>
          <span class="small quiet">{words.t('desk.publish_text')}</span>
        </p>
      )}
      <p role="status">{said.value}</p>
      {error.value !== null && (
        <ErrorNote
          view={words}
          error={error.value}
          {...(loaded === undefined ? { retry: { word: words.t('retry'), onRetry: () => void load() } } : {})}
        />
      )}
      <details class="new-listing">
        <summary>{words.t('new.summary')}</summary>
        {chain.tokens[0] !== undefined && <NewListing words={words} token={chain.tokens[0]} onAdd={add} />}
      </details>
    </section>
  );
};
