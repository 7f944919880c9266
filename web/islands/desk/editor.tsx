import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { TokenView } from '../../../protocol/api/common.ts';
import { kinds } from '../../../protocol/kind.ts';
import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import { CategoryPicker } from './category-picker.tsx';
import { type CheckedDraft, checkDraft, type DraftContext } from './check-draft.ts';
import { DraftTexts } from './draft-texts.tsx';
import { variantsFor, withOption, withoutOption, withoutValue } from './draft-variants.ts';
import { FormField, ProblemNote } from './form-field.tsx';
import type { ListingDraft } from './listing-draft.ts';
import { ListingPreview } from './listing-preview.tsx';
import { OptionFields } from './option-fields.tsx';
import { PictureFields } from './picture-fields.tsx';
import { SaleFields } from './sale-fields.tsx';
import { useProblems } from './use-problems.ts';
import { VariantsTable } from './variants-table.tsx';
import { ZoneFields } from './zone-fields.tsx';

interface EditorProps {
  words: IslandWords<'desk'>;
  token: TokenView;
  context: DraftContext;
  start: ListingDraft;
  busy: boolean;
  /** Word of the button that goes on. */
  word: string;
  /** After every change. */
  onChange: (draft: ListingDraft) => void;
  /** With a draft that holds. */
  onTake: (checked: Extract<CheckedDraft, { ok: true }>) => void;
}

/** Writes a listing: everything that a seller can say of it, with what is wrong beside each field, and as buyers see it. */
export const Editor = ({ words, token, context, start, busy, word, onChange, onTake }: EditorProps) => {
  const draft = useSignal(start);
  const form = useRef<HTMLFormElement>(null);
  const now = draft.value;
  const checked = useMemo(() => checkDraft(now, context), [now, context]);
  const problems = checked.ok ? [] : checked.problems;
  const { problemOf, onFocusOut, showAll } = useProblems(problems);
  const set = (change: Partial<ListingDraft>): void => {
    draft.value = { ...draft.value, ...change };
    onChange(draft.value);
  };
  const setOptions = (options: ListingDraft['options'], variants = now.variants): void =>
    set({ options, variants: variantsFor(options, variants) });
  return (
    <form
      ref={form}
      class="editor desk-ready"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        if (checked.ok) onTake(checked);
        else showAll(form.current);
      }}
    >
      <div class="editor-fields">
        <section class="desk-section" aria-labelledby="edit-words">
          <h2 id="edit-words">{words.t('edit.words')}</h2>
          <FormField words={words} name="kind" label={words.t('new.kind')} problemOf={problemOf}>
            {(control) => (
              <select
                {...control}
                value={now.kind}
                onChange={(event) =>
                  set({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? 'shipped' })
                }
              >
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {words.t(`kind.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </FormField>
          <DraftTexts words={words} texts={now.texts} problemOf={problemOf} onChange={(texts) => set({ texts })} />
        </section>
        <section class="desk-section" aria-labelledby="edit-pictures">
          <h2 id="edit-pictures">{words.t('edit.pictures')}</h2>
          <PictureFields words={words} images={now.images} onChange={(images) => set({ images })} />
          <ProblemNote words={words} id="field-images-problem" problem={problemOf('images')} />
        </section>
        <section class="desk-section" aria-labelledby="edit-variants">
          <h2 id="edit-variants">{words.t('edit.price_stock')}</h2>
          <p class="small quiet">{words.t('edit.options_text')}</p>
          <OptionFields
            words={words}
            options={now.options}
            languages={Object.keys(now.texts)}
            problemOf={problemOf}
            onChange={(options) => set({ options })}
            onAdd={() => setOptions([...now.options, { name: {}, values: [{}] }], withOption(now.variants))}
            onRemove={(option) =>
              setOptions(
                now.options.filter((_, index) => index !== option),
                withoutOption(now.variants, option),
              )
            }
            onAddValue={(option) =>
              setOptions(
                now.options.map((each, index) => (index === option ? { ...each, values: [...each.values, {}] } : each)),
              )
            }
            onRemoveValue={(option, value) =>
              setOptions(
                now.options.map((each, index) =>
                  index === option ? { ...each, values: each.values.filter((_, at) => at !== value) } : each,
                ),
                withoutValue(now.variants, option, value),
              )
            }
          />
          <VariantsTable
            words={words}
            symbol={token.symbol}
            options={now.options}
            variants={now.variants}
            pictures={now.images.length}
            problemOf={problemOf}
            onChange={(variants) => set({ variants })}
          />
        </section>
        {now.kind === 'shipped' && (
          <section class="desk-section" aria-labelledby="edit-delivery">
            <h2 id="edit-delivery">{words.t('new.delivery')}</h2>
            <ZoneFields
              words={words}
              symbol={token.symbol}
              zones={now.zones}
              problemOf={problemOf}
              onChange={(zones) => set({ zones })}
            />
            <ProblemNote words={words} id="field-zones-problem" problem={problemOf('zones')} />
          </section>
        )}
        <section class="desk-section" aria-labelledby="edit-sale">
          <h2 id="edit-sale">{words.t('edit.sale')}</h2>
          <SaleFields words={words} symbol={token.symbol} draft={now} problemOf={problemOf} onChange={set} />
        </section>
        <section class="desk-section" aria-labelledby="edit-found">
          <h2 id="edit-found">{words.t('edit.found')}</h2>
          <CategoryPicker words={words} category={now.category} onChange={(category) => set({ category })} />
          <div class="field-row">
            <FormField words={words} name="brand" label={words.t('edit.brand')} problemOf={problemOf}>
              {(control) => (
                <input
                  {...control}
                  maxLength={limits.optionCharacters}
                  value={now.brand}
                  onInput={(event) => set({ brand: event.currentTarget.value })}
                />
              )}
            </FormField>
            <FormField words={words} name="tags" label={words.t('edit.tags')} problemOf={problemOf}>
              {(control) => (
                <input {...control} value={now.tags} onInput={(event) => set({ tags: event.currentTarget.value })} />
              )}
            </FormField>
          </div>
        </section>
        <p class="publish-bar">
          <button class="button button-large" type="submit" disabled={busy}>
            {word}
          </button>
          {problems.length > 0 && <span class="small quiet">{words.count('edit.problems', problems.length)}</span>}
        </p>
      </div>
      <div class="editor-preview">
        <ListingPreview words={words} token={token} draft={now} />
      </div>
    </form>
  );
};
