import { z } from 'zod';
import type { LogLine } from '../../protocol/api/operator.ts';

/** Different lines that are kept; the oldest make way. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 300;

/** Levels of pino by number. */
const levels: Readonly<Record<number, LogLine['level']>> = { 40: 'warn', 50: 'error', 60: 'fatal' };

/** The members of a log line that are shown. */
const writtenLine = z.object({
  level: z.number(),
  /** Milliseconds. */
  time: z.number(),
  msg: z.string().default(''),
  part: z.string().default('node'),
  code: z.string().optional(),
  err: z
    .object({ code: z.string().optional(), hint: z.string().optional(), message: z.string().optional() })
    .optional(),
});

/** The last lines of a node's log that matter, in memory. */
export interface LogRing {
  /** Looks at a line as it was written. */
  take(line: string): void;
  /** Newest first. */
  lines(): LogLine[];
}

/** Keeps lines from `warn` on; one that comes again counts up and is newest. */
export function createLogRing(): LogRing {
  const lines = new Map<string, LogLine>();
  return {
    take: (line) => {
      const read = readLine(line);
      if (read === undefined) return;
      const key = `${read.level} ${read.part} ${read.code} ${read.text}`;
      const known = lines.get(key);
      lines.delete(key);
      lines.set(key, known === undefined ? read : { ...read, since: known.since, count: known.count + 1 });
      const [oldest] = lines.keys();
      if (lines.size > MOST_LINES && oldest !== undefined) lines.delete(oldest);
    },
    lines: () => [...lines.values()].reverse(),
  };
}

/** @returns undefined for a line below `warn` */
function readLine(line: string): LogLine | undefined {
  // Most lines are below: they are not read whole.
  if (!/"level":[456]0\b/.test(line)) return undefined;
  const parsed = writtenLine.safeParse(JSON.parse(line));
  const level = parsed.success ? levels[parsed.data.level] : undefined;
  if (!parsed.success || level === undefined) return undefined;
  const { msg, part, err, time } = parsed.data;
  const code = parsed.data.code ?? err?.code ?? null;
  const at = Math.floor(time / 1_000);
  const text = err?.message === undefined || err.message === msg ? msg : `${msg} ${err.message}`;
  return {
    at,
    since: at,
    count: 1,
    level,
    part,
    text: withoutPeople(text),
    code,
    hint: withoutPeopleOrNull(err?.hint),
  };
}

const withoutPeopleOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : withoutPeople(text);

/** Takes out who somebody is: network addresses, accounts and what links lead to. */
export const withoutPeople = (text: string): string =>
  text
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '[address]')
    .replace(/\b([0-9a-f]{1,4}:){2,7}[0-9a-f]{0,4}(:[0-9a-f]{1,4})*\b/gi, '[address]')
    .replace(/0x([0-9a-f]{4})[0-9a-f]{36,}/gi, '0x$1…')
    .replace(/(https?:\/\/[^\s/?#]+)[^\s]*/g, '$1')
    .slice(0, MOST_CHARACTERS);
