import type { ComponentChild } from 'preact';
import { type ShopSection, shopSections } from '../../protocol/theme.ts';
import type { PageView } from '../page-view.ts';
import { Markdown } from './markdown.tsx';

/** What a shop says of itself in one section. */
export interface ShopText {
  id: ShopSection;
  title: string;
  texts: Readonly<Record<string, string>>;
}

const Texts = ({ view, parts }: { view: PageView; parts: readonly ShopText[] }) => {
  const written = parts.filter(({ texts }) => view.text(texts) !== '');
  if (written.length === 0) return null;
  return (
    <section class="wide section policies">
      {written.map(({ id, title, texts }) => (
        <div key={id} id={id}>
          <h2>{title}</h2>
          <Markdown text={view.text(texts)} lang={view.languageOf(texts)} />
        </div>
      ))}
    </section>
  );
};

interface SectionsProps {
  view: PageView;
  /** The order that the shop chose. */
  order: readonly ShopSection[] | undefined;
  texts: readonly ShopText[];
  /** The other sections. */
  children: Readonly<Partial<Record<ShopSection, ComponentChild>>>;
}

/** The sections of a shop's page in the order that the shop chose. Texts that follow each other stand side by side. */
export const ShopSections = ({ view, order = shopSections, texts, children }: SectionsProps) => {
  const shown: ComponentChild[] = [];
  let together: ShopText[] = [];
  const flush = (): void => {
    if (together.length > 0) shown.push(<Texts key={together[0]?.id} view={view} parts={together} />);
    together = [];
  };
  for (const section of order) {
    const text = texts.find(({ id }) => id === section);
    if (text !== undefined) together.push(text);
    else {
      flush();
      shown.push(children[section] ?? null);
    }
  }
  flush();
  return shown;
};
