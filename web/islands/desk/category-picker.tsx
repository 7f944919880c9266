import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CategoryView, FacetsView } from '../../../protocol/api/search.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface CategoryPickerProps {
  words: IslandWords<'desk'>;
  /** Number in the taxonomy; null for none. */
  category: number | null;
  onChange: (category: number | null) => void;
}

const below = async (parent: number | null): Promise<CategoryView[]> =>
  (await readJson<{ items: CategoryView[] }>(`/api/v1/search/categories${parent === null ? '' : `?parent=${parent}`}`))
    .items;

/** Where the listing is found: one level of the taxonomy after the other, named in the reader's language where it can. */
export const CategoryPicker = ({ words, category, onChange }: CategoryPickerProps) => {
  /** Each level's choices, and what is chosen there. */
  const levels = useSignal<readonly { choices: readonly CategoryView[]; chosen: number | null }[]>([]);
  const error = useSignal<VouchError | null>(null);
  const open = async (path: readonly number[]): Promise<void> => {
    try {
      const parents = [null, ...path];
      const choices = await Promise.all(parents.map(below));
      levels.value = choices
        .map((each, index) => ({ choices: each, chosen: path[index] ?? null }))
        .filter(({ choices: { length } }) => length > 0);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  const start = async (): Promise<void> => {
    error.value = null;
    try {
      const path =
        category === null ? [] : (await readJson<FacetsView>(`/api/v1/search/facets?category=${category}`)).path;
      await open(path.map((each) => each.category));
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void start(), []);
  const choose = (level: number, chosen: number | null): void => {
    const path = levels.value.slice(0, level).flatMap((each) => each.chosen ?? []);
    const next = chosen === null ? path : [...path, chosen];
    onChange(next.at(-1) ?? null);
    void open(next);
  };
  return (
    <fieldset class="categories">
      <legend>{words.t('edit.category')}</legend>
      {levels.value.map(({ choices, chosen }, level) => (
        <select
          key={level}
          aria-label={words.t('edit.category_level', { number: words.number(level + 1) })}
          value={chosen === null ? '' : String(chosen)}
          onChange={(event) =>
            choose(level, event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
        >
          <option value="">{words.t(level === 0 ? 'edit.no_category' : 'edit.no_closer')}</option>
          {choices.map((each) => (
            <option key={each.category} value={each.category}>
              {words.text(each.names)}
            </option>
          ))}
        </select>
      ))}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void start() }} />
      )}
    </fieldset>
  );
};
