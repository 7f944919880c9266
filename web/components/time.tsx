import type { View } from '../view.ts';
import { Phrase } from './phrase.tsx';

/** A moment as date and time; the browser replaces UTC by its own zone. */
export const Moment = ({
  view,
  at,
  style = 'moment',
}: {
  view: Pick<View<never>, 'dateTime' | 'date'>;
  at: number;
  style?: 'moment' | 'day';
}) => (
  <time datetime={new Date(at * 1_000).toISOString()} data-local={style}>
    {style === 'day' ? view.date(at) : view.dateTime(at)}
  </time>
);

/** A deadline: the moment and how far away it is. */
export const Deadline = ({
  view,
  at,
}: {
  view: Pick<View<'deadline'>, 'dateTime' | 'date' | 'relative' | 't'>;
  at: number;
}) => (
  <strong>
    <Phrase
      text={view.t('deadline', { relative: view.relative(at) })}
      parts={{ date: <Moment view={view} at={at} /> }}
    />
  </strong>
);
