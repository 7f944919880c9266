import type { common } from '../locales/en/common.ts';
import type { View } from '../view.ts';
import { Icon } from './icon.tsx';

/** What the pictures of cover speak with, on pages and in islands. */
type CoverView = Pick<View<keyof typeof common>, 't' | 'percent'>;

/** Whether cover is full, partial or none, as a class name says it. */
export const coverTone = (coverBps: number): string => (coverBps >= 10_000 ? 'good' : coverBps > 0 ? 'part' : 'bad');

/** How much of an order the deposit covers, in three words. */
export const CoverBadge = ({ view, coverBps }: { view: CoverView; coverBps: number }) => (
  <span class={`cover-badge cover-${coverTone(coverBps)}`}>
    <Icon name={coverBps > 0 ? 'lock' : 'warning'} size={14} />
    {coverBps >= 10_000
      ? view.t('cover.short.full')
      : coverBps > 0
        ? view.t('cover.short.part', { percent: view.percent(coverBps) })
        : view.t('cover.short.none')}
  </span>
);

/** The same as a sentence. */
export const coverSentence = (view: CoverView, coverBps: number): string => {
  if (coverBps >= 10_000) return view.t('cover.full');
  return coverBps > 0 ? view.t('cover.part', { percent: view.percent(coverBps) }) : view.t('cover.none');
};

/** A rail for cover: how far the deposit reaches along the order. */
export const CoverRail = ({ view, coverBps }: { view: CoverView; coverBps: number }) => (
  <svg class="rail" height="14" role="img" aria-label={coverSentence(view, coverBps)}>
    <rect class="rail-ground" width="100%" height="14" rx="3" />
    {coverBps > 0 && <rect class="rail-locked" width={`${Math.min(100, coverBps / 100)}%`} height="14" rx="3" />}
  </svg>
);
