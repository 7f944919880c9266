import type { PageView } from '../page-view.ts';
import tokens from '../styles/tokens.css?raw';
import type { SampleTheme } from './both-themes.tsx';
import { colourTokens, contrast, textPairs } from './contrast.ts';

const colours = colourTokens(tokens);
const colourOf = (name: string, theme: SampleTheme): string =>
  colours.find((each) => each.name === name)?.[theme] ?? '';

/** Every colour with its name, then the contrast of texts on their grounds. */
export const Colours = ({ view, theme }: { view: PageView; theme: SampleTheme }) => (
  <>
    <ul class="design-colours">
      {colours.map((colour) => (
        <li key={colour.name}>
          <svg width="40" height="40" aria-hidden="true">
            <rect width="40" height="40" rx="8" fill={colour[theme]} />
          </svg>
          <span>
            <code class="small">{colour.name}</code>
            <code class="small quiet">{colour[theme]}</code>
          </span>
        </li>
      ))}
    </ul>
    <h3>{view.t('design.contrast')}</h3>
    <ul class="design-pairs">
      {textPairs.map(([text, ground]) => (
        <li key={`${text}-${ground}`}>
          <svg width="64" height="32" aria-hidden="true">
            <rect width="64" height="32" rx="6" fill={colourOf(ground, theme)} />
            <path
              d="M14 22 22 9l8 13M17 18h10M38 22V9h7a3.5 3.5 0 0 1 0 7h-7h8a3 3 0 0 1 0 6z"
              stroke={colourOf(text, theme)}
            />
          </svg>
          <code class="small">
            {text} / {ground}
          </code>
          <strong class="number">
            {view.t('design.ratio', { ratio: contrast(colourOf(text, theme), colourOf(ground, theme)).toFixed(1) })}
          </strong>
        </li>
      ))}
    </ul>
  </>
);

const sizes = ['hero', 'h1', 'h2', 'h3'] as const;

/** The scale of headings and texts. */
export const Type = ({ view }: { view: PageView }) => (
  <>
    {sizes.map((size) => (
      <p key={size} class={`design-type design-type-${size}`}>
        <span>{view.t('design.type_sample')}</span>
        <code class="small quiet">{size}</code>
      </p>
    ))}
    <p class="lead">{view.t('design.text_sample')}</p>
    <p>{view.t('design.text_sample')}</p>
    <p class="small quiet">{view.t('design.text_sample')}</p>
    <p class="big-number">1,240.50 dUSD</p>
  </>
);

const steps = [1, 2, 3, 4, 5, 6, 7] as const;

/** Distances, corners and durations. */
export const Space = ({ view }: { view: PageView }) => (
  <>
    <ul class="design-steps">
      {steps.map((step) => (
        <li key={step}>
          <span class={`design-step design-step-${step}`} aria-hidden="true" />
          <code class="small">space-{step}</code>
        </li>
      ))}
    </ul>
    <ul class="design-corners">
      <li class="design-corner">
        <code class="small">radius</code>
      </li>
      <li class="design-corner design-corner-large">
        <code class="small">radius-large</code>
      </li>
      <li class="design-corner design-corner-large design-lifted">
        <code class="small">shadow</code>
      </li>
    </ul>
    <p class="design-motion">
      <button type="button" class="button button-quiet design-quick">
        {view.t('design.quick')} · 140 ms
      </button>
      <button type="button" class="button button-quiet design-slow">
        {view.t('design.slow')} · 240 ms
      </button>
    </p>
  </>
);
