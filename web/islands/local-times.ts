import type { Locale } from '../locale.ts';

/** Shows the times of the page in the reader's own zone; the server wrote them in UTC. */
export const showLocalTimes = (root: ParentNode, locale: Locale): void => {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const style = element.dataset.local === 'day' ? day : moment;
    element.textContent = style.format(new Date(element.dateTime));
  }
};
