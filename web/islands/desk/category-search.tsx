import { useSignal } from '@preact/signals';
import type { CategoryPlace } from '../../../protocol/api/search.ts';
import { readJson } from '../api.ts';
import { SuggestBox } from '../suggest-box.tsx';
import type { IslandWords } from '../words.ts';

/**
 * Finds categories that words name.
 * @throws VouchError those of the request
 */
export const findCategories = async (query: string): Promise<CategoryPlace[]> =>
  (await readJson<{ items: CategoryPlace[] }>(`/api/v1/search/categories?q=${encodeURIComponent(query)}`)).items;

/** Where a category lies, from the top, by the levels that have a name in the reader's language where some have. */
export const placeOf = (words: IslandWords<'desk'>, { above }: CategoryPlace): string => {
  const named = above.filter(({ names }) => words.languageOf(names) === words.locale);
  return (named.length > 0 ? named : above).map(({ names }) => words.text(names)).join(' › ');
};

interface CategorySearchProps {
  words: IslandWords<'desk'>;
  onChoose: (category: CategoryPlace) => void;
}

/** A box in which a category is found by words. Enter in it never publishes the listing. */
export const CategorySearch = ({ words, onChoose }: CategorySearchProps) => {
  const text = useSignal('');
  return (
    <SuggestBox
      view={words}
      text={text}
      label={words.t('edit.category_search')}
      placeholder={words.t('edit.category_search')}
      listLabel={words.t('edit.category_list')}
      said={(count) => (count === 0 ? words.t('edit.category_none') : words.count('edit.category_found', count))}
      find={findCategories}
      keyOf={({ category }) => category}
      option={(category) => (
        <>
          <span lang={words.languageOf(category.names)}>{words.text(category.names)}</span>
          {category.above.length > 0 && <span class="small quiet">{placeOf(words, category)}</span>}
        </>
      )}
      optionClass="category-option"
      onChoose={(category) => {
        text.value = '';
        onChoose(category);
      }}
    />
  );
};
