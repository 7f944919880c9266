import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { unwrap, type VouchError } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { noEdits } from './catalogue-edit.ts';
import { checkZones, withDelivery } from './check-zones.ts';
import type { DeskPage } from './desk-props.ts';
import { type ZoneDraft, zoneDraftOf } from './draft-zones.ts';
import { fetchBlock, type LoadedCatalogue, loadCatalogue } from './node-blocks.ts';
import { publishEdits } from './publish.ts';
import { SigningNote } from './signing-note.tsx';
import { useProblems } from './use-problems.ts';
import { useSigning } from './use-signing.ts';
import { ZoneFields } from './zone-fields.tsx';

/** Entries of goods that are sent. */
const shippedIn = (catalogue: LoadedCatalogue | null) =>
  (catalogue?.entries ?? []).filter(({ terms }) => terms.kind === 'shipped');

/** How the shop delivers: the zones of its newest listing, to be changed for all that it ships. */
export const DeliverySettings: DeskPage = (props) => {
  const { words, chain, connection, shop } = props;
  const catalogue = useSignal<LoadedCatalogue | null | undefined>(undefined);
  const zones = useSignal<readonly ZoneDraft[]>([]);
  const error = useSignal<VouchError | null>(null);
  const said = useSignal('');
  const busy = useSignal(false);
  const signing = useSigning(props);
  const form = useRef<HTMLFormElement>(null);
  const [token] = chain.tokens;
  const decimals = token?.decimals ?? 0;
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    error.value = null;
    busy.value = true;
    try {
      await act();
    } catch (cause) {
      said.value = '';
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };
  const load = (): Promise<void> =>
    attempt(async () => {
      const loaded = await loadCatalogue(shop.address);
      const newest = shippedIn(loaded).sort((a, b) => b.updatedAt - a.updatedAt)[0];
      if (newest !== undefined) {
        const { delivery } = unwrap(decodeListing(await fetchBlock(newest.listing)));
        zones.value = delivery.map((zone) => zoneDraftOf(zone, decimals));
      }
      catalogue.value = loaded;
    });
  useEffect(() => void load(), [shop.address]);
  const checked = checkZones(zones.value, decimals);
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  const publish = (): Promise<void> =>
    attempt(async () => {
      if (!checked.ok) return;
      const current = await loadCatalogue(shop.address);
      if (current === null) return;
      const all = shippedIn(current);
      const changed = [];
      for (const [index, entry] of all.entries()) {
        said.value = words.t('delivery.working', { done: words.number(index + 1), all: words.number(all.length) });
        changed.push(withDelivery(unwrap(decodeListing(await fetchBlock(entry.listing))), entry, checked.zones));
      }
      await publishEdits({
        chain,
        connection,
        shop: addressSchema.parse(shop.address),
        signing: signing.value,
        current,
        edits: { ...noEdits, added: changed.map(({ entry }) => entry) },
        listings: changed.map(({ block }) => block),
      });
      said.value = words.t('delivery.published');
    });
  const count = catalogue.value == null ? 0 : shippedIn(catalogue.value).length;
  return (
    <section class="desk-section" aria-labelledby="delivery">
      <h2 id="delivery">{words.t('delivery.title')}</h2>
      <p class="quiet">{words.t('delivery.text')}</p>
      {catalogue.value === undefined && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {catalogue.value !== undefined && count === 0 && <p class="quiet">{words.t('delivery.none')}</p>}
      {count > 0 && token !== undefined && (
        <form
          ref={form}
          class="desk-form"
          noValidate
          onFocusOut={onFocusOut}
          onSubmit={(event) => {
            event.preventDefault();
            if (checked.ok) void publish();
            else showAll(form.current);
          }}
        >
          <ZoneFields
            words={words}
            symbol={token.symbol}
            zones={zones.value}
            problemOf={problemOf}
            onChange={(next) => {
              zones.value = next;
            }}
          />
          <div class="actions-row">
            <button class="button" type="submit" disabled={busy.value}>
              {words.count('delivery.publish', count)}
            </button>
            <SigningNote words={words} signing={signing.value} />
          </div>
        </form>
      )}
      <p role="status">{said.value}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
