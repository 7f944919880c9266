import type { ComponentChildren } from 'preact';
import type { PageView } from '../page-view.ts';

export type SampleTheme = 'light' | 'dark';
const themes: readonly SampleTheme[] = ['light', 'dark'];

/** A part of the page: what it is about, how it is used, and the same samples in both appearances. */
export const DesignSection = ({
  view,
  id,
  title,
  rule,
  sample,
}: {
  view: PageView;
  id: string;
  title: string;
  rule: string;
  sample: (theme: SampleTheme) => ComponentChildren;
}) => (
  <section class="design-section" id={id} aria-labelledby={`${id}-title`}>
    <div class="design-words">
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="quiet">{rule}</p>
    </div>
    <div class="design-both">
      {themes.map((theme) => (
        <div key={theme} class="design-sheet" data-theme={theme}>
          <p class="small quiet">{view.t(`design.${theme}`)}</p>
          {sample(theme)}
        </div>
      ))}
    </div>
  </section>
);
