import type { Signal } from '@preact/signals';
import { type Colour, contrastHundredths } from '../../../../protocol/contrast.ts';
import { isLegible, themeGrounds } from '../../../../protocol/theme.ts';
import type { IslandWords } from '../../words.ts';
import { palettes, type ThemeDraft } from './theme-draft.ts';

type Words = IslandWords<'look'>;
const modes = ['light', 'dark'] as const;

const ColourField = ({
  words,
  draft,
  mode,
}: {
  words: Words;
  draft: Signal<ThemeDraft>;
  mode: (typeof modes)[number];
}) => {
  const { accent } = draft.value;
  if (accent === null) return null;
  const colour = accent[mode];
  const good = isLegible(colour, mode);
  const ratio = words.number(contrastHundredths(colour, themeGrounds[mode]) / 100);
  return (
    <label class="field colour-field">
      <span>{words.t(`look.${mode}`)}</span>
      <input
        type="color"
        value={colour}
        onInput={({ currentTarget }) => {
          // Safety: a colour field gives # and six digits.
          const chosen = currentTarget.value.toLowerCase() as Colour;
          draft.value = { ...draft.value, accent: { ...accent, [mode]: chosen } };
        }}
      />
      <span class={`small ${good ? 'quiet' : 'tone-bad'}`}>
        {words.t('look.contrast', { ratio })}
        {words.locale === 'zh-CN' ? '，' : ', '}
        {words.t(good ? 'look.legible' : 'look.illegible')}
      </span>
    </label>
  );
};

/** Colours to choose from, and any others that can be read. */
export const ColourFields = ({ words, draft }: { words: Words; draft: Signal<ThemeDraft> }) => {
  const { accent } = draft.value;
  const isChosen = (each: ThemeDraft['accent']): boolean =>
    each?.light === accent?.light && each?.dark === accent?.dark;
  return (
    <fieldset class="look-part">
      <legend>{words.t('look.colours')}</legend>
      <p class="small quiet">{words.t('look.colours_text')}</p>
      <div class="palettes">
        <button
          type="button"
          class="chip"
          aria-pressed={accent === null}
          onClick={() => {
            draft.value = { ...draft.value, accent: null };
          }}
        >
          {words.t('look.usual')}
        </button>
        {palettes.map((palette, index) => (
          <button
            key={palette.light}
            type="button"
            class="chip palette"
            aria-pressed={isChosen(palette)}
            aria-label={words.t('look.palette', { number: words.number(index + 1) })}
            onClick={() => {
              draft.value = { ...draft.value, accent: palette };
            }}
          >
            <svg width="40" height="24" viewBox="0 0 40 24" aria-hidden="true">
              <rect width="20" height="24" fill={palette.light} />
              <rect x="20" width="20" height="24" fill={palette.dark} />
            </svg>
          </button>
        ))}
      </div>
      <div class="colour-fields">
        {modes.map((mode) => (
          <ColourField key={mode} words={words} draft={draft} mode={mode} />
        ))}
      </div>
    </fieldset>
  );
};
