import type { SuggestionsView } from '../../../protocol/api/search.ts';
import { nameAlone } from '../../components/category-name.ts';
import type { View } from '../../view.ts';
import type { FindingKey } from './finding-words.ts';

/** One way to go on: what it says, and where it leads. */
export interface SuggestionOption {
  text: string;
  href: string;
  /** Language of a shop's own text. */
  lang?: string;
  /** CID of a small picture. */
  picture?: string;
}

/** Options of one sort, under their title; words of their own have none. */
export interface SuggestionGroup {
  title: string | null;
  options: SuggestionOption[];
}

/** Who brought the reader stays in the address, as in every link of the page. */
const searchFor = (parameter: string, value: string, promoter: string | null): string => {
  const parameters = new URLSearchParams({ [parameter]: value, ...(promoter === null ? {} : { ref: promoter }) });
  return `/search?${parameters}`;
};

const withPromoter = (path: string, promoter: string | null): string =>
  promoter === null ? path : `${path}?ref=${promoter}`;

/**
 * Makes the options of a list from what the node suggests.
 * @param words in the reader's language
 * @param found the node's answer
 * @param promoter who brought the reader
 * @returns groups that hold something, in the order in which they are shown
 */
export function suggestionGroups(
  words: Pick<View<FindingKey>, 't' | 'text' | 'languageOf' | 'locale'>,
  found: SuggestionsView,
  promoter: string | null,
): SuggestionGroup[] {
  const pictureOf = (image: SuggestionsView['listings'][number]['image']): { picture?: string } => {
    const smallest = [...(image?.sources ?? [])].sort((a, b) => a.width - b.width)[0];
    return smallest === undefined ? {} : { picture: smallest.cid };
  };
  const groups: SuggestionGroup[] = [
    { title: null, options: found.words.map((word) => ({ text: word, href: searchFor('q', word, promoter) })) },
    {
      title: words.t('finding.categories'),
      options: found.categories.map((each) => ({
        text: nameAlone(words, [...each.above, each]),
        href: searchFor('category', String(each.category), promoter),
      })),
    },
    {
      title: words.t('finding.listings'),
      options: found.listings.map(({ shop, handle, titles, image }) => ({
        text: words.text(titles),
        lang: words.languageOf(titles),
        href: withPromoter(`/shop/${shop}/listing/${encodeURIComponent(handle)}`, promoter),
        ...pictureOf(image),
      })),
    },
    {
      title: words.t('finding.shops'),
      options: found.shops.map(({ shop, names, logo }) => ({
        text: words.text(names),
        lang: words.languageOf(names),
        href: withPromoter(`/shop/${shop}`, promoter),
        ...pictureOf(logo),
      })),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
