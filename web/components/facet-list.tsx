import type { ComponentChildren } from 'preact';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';

/** One value of a facet: a link that chooses it, or takes it away where it is chosen. */
export interface FacetChoice {
  key: string;
  label: ComponentChildren;
  /** Language of the label, where it is a shop's own text. */
  lang?: string | undefined;
  href: string;
  /** Null where it was not counted. */
  count: number | null;
  chosen: boolean;
}

/** Values of one facet with how many listings each finds. */
export const FacetList = ({ view, choices }: { view: PageView; choices: readonly FacetChoice[] }) => (
  <ul class="facet-list">
    {choices.map(({ key, label, lang, href, count, chosen }) => (
      <li key={key}>
        <a class="facet" href={href} lang={lang} rel="nofollow" data-chosen={chosen ? '' : undefined}>
          <span class="facet-box" aria-hidden="true">
            {chosen && <Icon name="check" size={12} />}
          </span>
          {chosen && <span class="visually-hidden">{view.t('search.removes')} </span>}
          <span class="facet-label">{label}</span>
          {count !== null && <span class="facet-count number">{view.number(count)}</span>}
        </a>
      </li>
    ))}
  </ul>
);

/** A titled part of the filters; one that starts closed is opened by its reader. */
export const FacetGroup = ({
  title,
  open = true,
  children,
}: {
  title: string;
  open?: boolean;
  children: ComponentChildren;
}) => (
  <details class="facet-group" open={open}>
    <summary>{title}</summary>
    {children}
  </details>
);
