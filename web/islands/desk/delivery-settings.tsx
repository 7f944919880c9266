import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { z } from 'zod';
import type { TokenView } from '../../../protocol/api/common.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { BegunNote } from './begun-note.tsx';
import { noEdits } from './catalogue-edit.ts';
import { checkZones, withDelivery } from './check-zones.ts';
import type { DeskPage, DeskProps } from './desk-props.ts';
import { type ZoneDraft, zoneDraftSchema } from './draft-zones.ts';
import { fetchBlock, loadCatalogue } from './node-blocks.ts';
import { publishEdits } from './publish.ts';
import { SigningNote } from './signing-note.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useProblems } from './use-problems.ts';
import { useSigning } from './use-signing.ts';
import { shippedIn, usualSale } from './usual-sale.ts';
import { ZoneFields } from './zone-fields.tsx';

interface Loaded {
  /** How many listings are shipped. */
  count: number;
  zones: readonly ZoneDraft[];
}

const zonesSchema = z.array(zoneDraftSchema).readonly();

const Form = ({ loaded, token, ...props }: DeskProps & { loaded: Loaded; token: TokenView }) => {
  const { words, chain, connection, shop } = props;
  const kept = useKeptForm({ name: `vouch.delivery.${shop.address}`, schema: zonesSchema, start: loaded.zones });
  const zones = kept.form;
  const { busy, error, said, attempt } = useAttempt();
  const signing = useSigning(props);
  const form = useRef<HTMLFormElement>(null);
  const checked = checkZones(zones.value, token.decimals);
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  const publish = async (): Promise<void> => {
    if (!checked.ok) return showAll(form.current);
    await attempt(async () => {
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
      kept.publish();
      said.value = words.t('delivery.published');
    });
  };
  return (
    <form
      ref={form}
      class="desk-form"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      {kept.begun.value && <BegunNote words={words} onDiscard={kept.discard} />}
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
          {words.count('delivery.publish', loaded.count)}
        </button>
        <SigningNote words={words} signing={signing.value} />
      </div>
      <p role="status">{said.value}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </form>
  );
};

/** How the shop delivers: the zones of its newest listing, to be changed for all that it ships. */
export const DeliverySettings: DeskPage = (props) => {
  const { words, chain, shop } = props;
  const loaded = useSignal<Loaded | null>(null);
  const { error, attempt } = useAttempt();
  const [token] = chain.tokens;
  const load = (): Promise<void> =>
    attempt(async () => {
      const catalogue = await loadCatalogue(shop.address);
      const decimals = token?.decimals ?? 0;
      const { zones } = await usualSale({ shop: shop.address, catalogue, decimals, storage: localStorage });
      loaded.value = { count: shippedIn(catalogue).length, zones };
    });
  useEffect(() => void load(), [shop.address]);
  const found = loaded.value;
  return (
    <section class="desk-section" aria-labelledby="delivery">
      <h2 id="delivery">{words.t('delivery.title')}</h2>
      <p class="quiet">{words.t('delivery.text')}</p>
      {found === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {found?.count === 0 && <p class="quiet">{words.t('delivery.none')}</p>}
      {found !== null && found.count > 0 && token !== undefined && <Form {...props} loaded={found} token={token} />}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
    </section>
  );
};
