import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { addressSchema } from '../../../../protocol/primitives.ts';
import { useAttempt } from '../../use-attempt.ts';
import { ErrorNote } from '../../wallet/error-note.tsx';
import { noEdits } from '../catalogue-edit.ts';
import { checkDraft } from '../check-draft.ts';
import { draftContext } from '../draft-context.ts';
import { DraftTexts } from '../draft-texts.tsx';
import { createKeptDrafts } from '../kept-drafts.ts';
import { blankDraft, type ListingDraft } from '../listing-draft.ts';
import { ListingPreview } from '../listing-preview.tsx';
import { loadCatalogue } from '../node-blocks.ts';
import { PictureFields } from '../picture-fields.tsx';
import { publishEdits } from '../publish.ts';
import { SigningNote } from '../signing-note.tsx';
import { useProblems } from '../use-problems.ts';
import { findSigning, type Signing } from '../use-signing.ts';
import { VariantsTable } from '../variants-table.tsx';
import type { StepProps } from './step-props.ts';

const fresh = { kind: 'new' } as const;

/** The first thing to sell, with the few words that it needs; everything else is in the editor. */
export const StepListing = ({ words, chain, connection, progress, onDone }: StepProps) => {
  const shop = connection.account;
  const kept = useMemo(() => createKeptDrafts(localStorage, shop), [shop]);
  const draft = useSignal<ListingDraft>(kept.find(fresh) ?? blankDraft(words.locale, progress.zones ?? []));
  const signing = useSignal<Signing>('wallet');
  const { busy, error, said, attempt } = useAttempt();
  const form = useRef<HTMLFormElement>(null);
  const context = useMemo(() => draftContext(chain, { shop, catalogue: null }), [chain, shop]);
  const [token] = chain.tokens;
  useEffect(() => {
    findSigning({ account: shop, shop }).then(
      (found) => {
        signing.value = found;
      },
      (cause: unknown) => console.warn('whether this node signs for the shop cannot be said', cause),
    );
  }, []);
  const checked = checkDraft(draft.value, context);
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  if (token === undefined) return null;
  const set = (change: Partial<ListingDraft>): void => {
    draft.value = { ...draft.value, ...change };
    kept.keep(fresh, draft.value);
  };
  const publish = async (): Promise<void> => {
    if (!checked.ok) return showAll(form.current);
    await attempt(async () => {
      said.value = words.t(signing.value === 'node' ? 'signing.by_node' : 'desk.publishing');
      await publishEdits({
        chain,
        connection,
        shop: addressSchema.parse(shop),
        signing: signing.value,
        current: await loadCatalogue(shop),
        edits: { ...noEdits, added: [checked.entry] },
        listings: [checked.block],
      });
      kept.forget(fresh);
      onDone(null);
    });
  };
  return (
    <form
      ref={form}
      class="editor"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <div class="desk-form">
        <p class="quiet">{words.t('opening.listing_text')}</p>
        <DraftTexts
          words={words}
          texts={draft.value.texts}
          problemOf={problemOf}
          onChange={(texts) => set({ texts })}
        />
        <PictureFields words={words} images={draft.value.images} onChange={(images) => set({ images })} />
        <VariantsTable
          words={words}
          symbol={token.symbol}
          options={draft.value.options}
          variants={draft.value.variants}
          pictures={draft.value.images.length}
          problemOf={problemOf}
          onChange={(variants) => set({ variants })}
        />
        <p class="small">
          <a href="/desk/goods/edit">{words.t('opening.more')}</a>
        </p>
        <div class="actions-row">
          <button class="button button-large" type="submit" disabled={busy.value}>
            {words.t(signing.value === 'node' ? 'edit.publish_by_node' : 'edit.publish')}
          </button>
          <SigningNote words={words} signing={signing.value} />
        </div>
        <p role="status">{said.value}</p>
        {error.value !== null && <ErrorNote view={words} error={error.value} />}
      </div>
      <ListingPreview words={words} token={token} draft={draft.value} />
    </form>
  );
};
