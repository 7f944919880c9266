import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CategoryPlace } from '../../../protocol/api/search.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { CategoryLevels } from './category-levels.tsx';
import { CategorySearch, findCategories, placeOf } from './category-search.tsx';

interface CategoryPickerProps {
  words: IslandWords<'desk'>;
  /** Number in the taxonomy; null for none. */
  category: number | null;
  onChange: (category: number | null) => void;
}

/** Where the listing is found: a category that is searched for by words, or chosen level by level. */
export const CategoryPicker = ({ words, category, onChange }: CategoryPickerProps) => {
  const place = useSignal<CategoryPlace | null>(null);
  const error = useSignal<VouchError | null>(null);
  const browsing = useSignal(false);
  const name = async (number: number): Promise<void> => {
    error.value = null;
    try {
      const [found] = await findCategories(String(number));
      place.value = found ?? null;
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => {
    if (category === null) place.value = null;
    else if (place.value?.category !== category) void name(category);
  }, [category]);
  const now = category === null ? null : place.value;
  return (
    <fieldset class="categories">
      <legend>{words.t('edit.category')}</legend>
      {category !== null && (
        <p class="category-now">
          <span>
            {now !== null && now.above.length > 0 && <span class="small quiet">{placeOf(words, now)} › </span>}
            <strong>{now === null ? words.number(category) : words.text(now.names)}</strong>
          </span>
          <button type="button" class="button button-quiet button-small" onClick={() => onChange(null)}>
            {words.t('edit.category_remove')}
          </button>
        </p>
      )}
      <CategorySearch
        words={words}
        onChoose={(chosen) => {
          place.value = chosen;
          onChange(chosen.category);
        }}
      />
      {error.value !== null && (
        <ErrorNote
          view={words}
          error={error.value}
          retry={{ word: words.t('retry'), onRetry: () => category !== null && void name(category) }}
        />
      )}
      <details
        onToggle={({ currentTarget }) => {
          browsing.value = currentTarget.open;
        }}
      >
        <summary>{words.t('edit.category_browse')}</summary>
        {browsing.value && (
          <CategoryLevels
            words={words}
            path={now === null ? [] : [...now.above.map((each) => each.category), now.category]}
            onChange={onChange}
          />
        )}
      </details>
    </fieldset>
  );
};
