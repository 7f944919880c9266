import type { finding } from '../../locales/en/islands/finding.ts';
import { createWords, type Words } from '../../words.ts';
import type { IslandView } from '../mount.ts';

export type FindingKey = keyof typeof finding;

/** Loads the words of search box and place, apart from what islands with components load. */
export async function loadFindingWords(view: IslandView): Promise<Words<FindingKey>> {
  const { finding: dictionary } = await (view.locale === 'zh-CN'
    ? import('../../locales/zh-CN/islands/finding.ts')
    : import('../../locales/en/islands/finding.ts'));
  return createWords(view.locale, dictionary);
}
