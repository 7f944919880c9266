import type { Signal } from '@preact/signals';
import { limits } from '../../../../protocol/limits.ts';
import type { IslandWords } from '../../words.ts';
import { moved, type ThemeDraft } from './theme-draft.ts';

type Words = IslandWords<'look'>;

interface MovesProps {
  words: Words;
  name: string;
  index: number;
  last: number;
  onMove: (by: -1 | 1) => void;
}

const Moves = ({ words, name, index, last, onMove }: MovesProps) => (
  <span class="moves">
    <button
      type="button"
      class="button button-quiet"
      disabled={index === 0}
      aria-label={words.t('look.up', { name })}
      onClick={() => onMove(-1)}
    >
      ↑
    </button>
    <button
      type="button"
      class="button button-quiet"
      disabled={index === last}
      aria-label={words.t('look.down', { name })}
      onClick={() => onMove(1)}
    >
      ↓
    </button>
  </span>
);

/** In which order the shop's page shows its parts. */
export const SectionOrder = ({ words, draft }: { words: Words; draft: Signal<ThemeDraft> }) => {
  const { sections } = draft.value;
  return (
    <fieldset class="look-part">
      <legend>{words.t('look.order')}</legend>
      <p class="small quiet">{words.t('look.order_text')}</p>
      <ol class="look-order">
        {sections.map((section, index) => (
          <li key={section}>
            <span>{words.t(`look.${section}`)}</span>
            <Moves
              words={words}
              name={words.t(`look.${section}`)}
              index={index}
              last={sections.length - 1}
              onMove={(by) => {
                draft.value = { ...draft.value, sections: moved(sections, index, by) };
              }}
            />
          </li>
        ))}
      </ol>
    </fieldset>
  );
};

interface FeaturedProps {
  words: Words;
  draft: Signal<ThemeDraft>;
  /** Titles of the shop's listings by handle. */
  titles: ReadonlyMap<string, Record<string, string>>;
}

/** Which listings are shown first. */
export const Featured = ({ words, draft, titles }: FeaturedProps) => {
  const { featured } = draft.value;
  const nameOf = (handle: string): string => words.text(titles.get(handle)) || handle;
  const set = (next: readonly string[]): void => {
    draft.value = { ...draft.value, featured: next };
  };
  return (
    <fieldset class="look-part">
      <legend>{words.t('look.featured')}</legend>
      <p class="small quiet">{words.t('look.featured_text', { most: words.number(limits.featuredListings) })}</p>
      <ol class="look-order">
        {featured.map((handle, index) => (
          <li key={handle}>
            <span>{nameOf(handle)}</span>
            <Moves
              words={words}
              name={nameOf(handle)}
              index={index}
              last={featured.length - 1}
              onMove={(by) => set(moved(featured, index, by))}
            />
            <button
              type="button"
              class="button button-quiet"
              aria-label={words.t('look.remove', { name: nameOf(handle) })}
              onClick={() => set(featured.filter((each) => each !== handle))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      {featured.length < limits.featuredListings && (
        <label class="field">
          <span>{words.t('look.add')}</span>
          <select
            value=""
            onChange={({ currentTarget }) => {
              if (currentTarget.value !== '') set([...featured, currentTarget.value]);
              currentTarget.value = '';
            }}
          >
            <option value="" />
            {[...titles.keys()]
              .filter((handle) => !featured.includes(handle))
              .map((handle) => (
                <option key={handle} value={handle}>
                  {nameOf(handle)}
                </option>
              ))}
          </select>
        </label>
      )}
    </fieldset>
  );
};
