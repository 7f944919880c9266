import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CategoryPlace } from '../../../protocol/api/search.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface CategoryLevelsProps {
  words: IslandWords<'desk'>;
  /** Numbers of the chosen category and those above it, from the top. */
  path: readonly number[];
  onChange: (category: number | null) => void;
}

/** A level's choices, and what is chosen there. */
type Level = { choices: readonly CategoryPlace[]; chosen: number | null };

const below = async (parent: number | null): Promise<CategoryPlace[]> =>
  (await readJson<{ items: CategoryPlace[] }>(`/api/v1/search/categories${parent === null ? '' : `?parent=${parent}`}`))
    .items;

/** One level of the taxonomy after the other. */
export const CategoryLevels = ({ words, path, onChange }: CategoryLevelsProps) => {
  const levels = useSignal<readonly Level[]>([]);
  const error = useSignal<VouchError | null>(null);
  const open = async (): Promise<void> => {
    error.value = null;
    try {
      const choices = await Promise.all([null, ...path].map(below));
      levels.value = choices
        .map((each, index) => ({ choices: each, chosen: path[index] ?? null }))
        .filter((level) => level.choices.length > 0);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void open(), [path.join()]);
  return (
    <>
      {levels.value.map(({ choices, chosen }, level) => (
        <select
          key={level}
          aria-label={words.t('edit.category_level', { number: words.number(level + 1) })}
          value={chosen === null ? '' : String(chosen)}
          onChange={({ currentTarget: { value } }) =>
            onChange(value === '' ? (path[level - 1] ?? null) : Number(value))
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
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void open() }} />
      )}
    </>
  );
};
