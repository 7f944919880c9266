/** A span of time that a juror must not miss. */
export interface Appointment {
  /** Names the entry, so that the same one is not added twice. */
  id: string;
  /** Unix seconds. */
  from: number;
  until: number;
  title: string;
  text: string;
  link: string;
}

const stamp = (seconds: number): string => new Date(seconds * 1_000).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
/** Characters that RFC 5545 gives a meaning. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
/** Lines are folded after so many characters; each may take three bytes. */
const FOLD = 24;
const folded = (line: string): string => line.match(new RegExp(`.{1,${FOLD}}`, 'gu'))?.join('\r\n ') ?? line;

/**
 * Writes an entry for any calendar (RFC 5545), which reminds at its beginning and an hour before its end, with this page
 * closed and the node away.
 * @param now Unix seconds
 */
export function calendarEntry({ id, from, until, title, text, link }: Appointment, now: number): string {
  const alarm = (trigger: string): string[] => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    trigger,
    'END:VALARM',
  ];
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vouch//Juror//EN',
    'BEGIN:VEVENT',
    `UID:${id}@vouch`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(`${text}\n${link}`)}`,
    `URL:${link}`,
    ...alarm('TRIGGER:PT0S'),
    ...alarm('TRIGGER;RELATED=END:-PT1H'),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}
