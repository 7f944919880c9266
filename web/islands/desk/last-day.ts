/** A day some time ahead, as a date field takes it. @param seconds from now */
export function dayAhead(seconds: number): string {
  const then = new Date(Date.now() + seconds * 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

/** Unix seconds after the last second of a day, in the reader's zone. @param day such as `2026-12-31` */
export const endOfDay = (day: string): number => Math.floor(new Date(`${day}T23:59:59`).getTime() / 1_000) + 1;
