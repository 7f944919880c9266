import type { IslandWords } from '../words.ts';
import { calendarEntry } from './calendar.ts';

interface ReminderProps {
  words: IslandWords<'court'>;
  order: string;
  /** Unix seconds in which the vote can be opened. */
  from: number;
  until: number;
}

/** Puts the time in which a sealed vote must be opened into the juror's own calendar, which reminds without this page. */
export const Reminder = ({ words, order, from, until }: ReminderProps) => {
  const save = (): void => {
    const entry = calendarEntry(
      {
        id: `reveal-${order.slice(2, 18)}-${from}`,
        from,
        until,
        title: words.t('remind.title'),
        text: words.t('remind.text'),
        link: `${location.origin}/court/${order}`,
      },
      Math.floor(Date.now() / 1_000),
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([entry], { type: 'text/calendar' }));
    link.download = `open-vote-${order.slice(2, 10)}.ics`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <p>
      <button type="button" class="button button-quiet" onClick={save}>
        {words.t('remind.do')}
      </button>
    </p>
  );
};
