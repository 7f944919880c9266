import { type Signal, useSignal } from '@preact/signals';
import type { VouchError } from '../../../protocol/errors.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type CatalogueEdits, withOfferEdit } from './catalogue-edit.ts';
import type { DeskProps } from './desk-props.ts';
import { GroupFields } from './group-fields.tsx';
import { blankGroup, groupFormOf, groupFrom } from './group-terms.ts';
import type { LoadedCatalogue } from './node-blocks.ts';

interface GroupEditorProps extends Pick<DeskProps, 'words' | 'chain'> {
  catalogue: LoadedCatalogue;
  /** Titles by handle and language. */
  titles: ReadonlyMap<string, Record<string, string>>;
  edits: Signal<CatalogueEdits>;
}

/** Place of the page that leads here. */
export const GROUPS = 'groups';

/** Sets, changes and removes the group price of one variant; it counts from the next version on. */
export const GroupEditor = ({ words, chain, catalogue, titles, edits }: GroupEditorProps) => {
  const variants = catalogue.entries.flatMap((entry) => entry.offers.map((offer) => ({ entry, offer })));
  const index = useSignal(0);
  const form = useSignal(blankGroup);
  const error = useSignal<VouchError | null>(null);
  const asked = location.hash === `#${GROUPS}`;
  const chosen = variants[index.value];
  const token = chain.tokens.find(({ address }) => address === chosen?.entry.terms.token);
  if (chosen === undefined || token === undefined) return null;
  const { entry, offer } = chosen;
  const edit = edits.value.offers.find(({ handle, code }) => handle === entry.handle && code === offer.code);
  const current = edit?.group === undefined ? (offer.group ?? null) : edit.group;
  const choose = (next: number): void => {
    index.value = next;
    error.value = null;
    const terms = variants[next]?.offer.group;
    form.value = terms === undefined ? blankGroup : groupFormOf(terms, token.decimals);
  };
  const name = (each: (typeof variants)[number]): string =>
    [
      words.text(titles.get(each.entry.handle)) || each.entry.handle,
      each.entry.offers.length > 1 ? each.offer.code : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
  const change = (group: typeof current): void => {
    edits.value = withOfferEdit(edits.value, { handle: entry.handle, code: offer.code, group });
  };
  return (
    <details class="new-listing" open={asked}>
      <summary id={GROUPS}>{words.t('offer.edit_groups')}</summary>
      <form
        class="desk-form"
        onSubmit={(event) => {
          event.preventDefault();
          try {
            error.value = null;
            change(groupFrom(form.value, token.decimals));
          } catch (cause) {
            error.value = asVouchError(cause);
          }
        }}
      >
        <label class="field">
          <span>{words.t('offer.edit_which')}</span>
          <select
            name="variant"
            value={String(index.value)}
            onChange={(event) => choose(Number(event.currentTarget.value))}
          >
            {variants.map((each, position) => (
              <option key={`${each.entry.handle} ${each.offer.code}`} value={String(position)}>
                {name(each)}
              </option>
            ))}
          </select>
        </label>
        <p>
          <strong class="number">{words.money(edit?.priceUnits ?? offer.priceUnits, token)}</strong>{' '}
          <span class="quiet">
            {current === null
              ? words.t('offer.edit_none')
              : words.t('preview.in_group', {
                  amount: words.money(current.priceUnits, token),
                  size: words.number(current.size),
                })}
          </span>{' '}
          {edit?.group !== undefined && <span class="state">{words.t('offer.edit_changed')}</span>}
        </p>
        <GroupFields words={words} symbol={token.symbol} form={form} />
        {error.value !== null && <ErrorNote view={words} error={error.value} />}
        <p class="actions">
          <button class="button" type="submit">
            {words.t('offer.edit_set')}
          </button>
          {current !== null && (
            <button class="button button-quiet" type="button" onClick={() => change(null)}>
              {words.t('offer.edit_remove')}
            </button>
          )}
        </p>
      </form>
    </details>
  );
};
