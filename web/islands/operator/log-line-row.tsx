import type { LogLine } from '../../../protocol/api/operator.ts';
import { errorText } from '../../../protocol/error-text.ts';
import type { IslandWords } from '../words.ts';

/** Parts of a node that write under a name of their own. */
const parts = [
  'http',
  'indexer',
  'key',
  'live',
  'messages',
  'network',
  'node',
  'notes',
  'operator',
  'policy',
  'publishers',
  'register',
  'retention',
  'state',
  'store',
  'upstream',
  'visits',
] as const;

/** One line of the log: what happened in plain words, what to do about it, and as it was written. */
export const LogLineRow = ({ words, line }: { words: IslandWords<'operator'>; line: LogLine }) => {
  const told = line.code === null ? undefined : errorText(line.code, words.locale);
  const hint = told?.hint ?? line.hint;
  const part = parts.find((each) => each === line.part);
  return (
    <li class={`log-${line.level}`}>
      <p class="log-head">
        <strong>{words.t(`log.${line.level}`)}</strong>
        <span>{part === undefined ? line.part : words.t(`log.part_${part}`)}</span>
        <time class="quiet" datetime={new Date(line.at * 1_000).toISOString()}>
          {words.dateTime(line.at)}
        </time>
        {line.count > 1 && (
          <span class="badge">
            {words.t('log.count', { count: words.number(line.count), since: words.dateTime(line.since) })}
          </span>
        )}
      </p>
      {told !== undefined && <p>{told.message}</p>}
      {hint !== null && <p class="small">{hint}</p>}
      <p lang="en" class={told === undefined && hint === null ? undefined : 'small quiet'}>
        {line.text} {line.code !== null && <code>{line.code}</code>}
      </p>
    </li>
  );
};
