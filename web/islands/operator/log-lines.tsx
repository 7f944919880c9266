import type { LogLine } from '../../../protocol/api/operator.ts';
import { errorText } from '../../../protocol/error-text.ts';
import { Empty } from '../../components/notice.tsx';
import type { IslandWords } from '../words.ts';

/** What the node wrote from `warn` on: what happened, since when and how often, and what to do about it. */
export const LogLines = ({ words, lines }: { words: IslandWords<'operator'>; lines: readonly LogLine[] }) => (
  <section class="panel" aria-labelledby="log">
    <h2 id="log">{words.t('log.title')}</h2>
    <p class="small quiet">{words.t('log.text')}</p>
    {lines.length === 0 ? (
      <Empty title={words.t('log.none')} text={words.t('log.none_text')} icon="check" />
    ) : (
      <ol class="plain log-lines">
        {lines.map((line) => {
          const hint = (line.code === null ? undefined : errorText(line.code, words.locale)?.hint) ?? line.hint;
          return (
            <li key={`${line.part} ${line.code} ${line.text}`} class={`log-${line.level}`}>
              <p>
                <strong>{words.t(`log.${line.level}`)}</strong>{' '}
                <time datetime={new Date(line.at * 1_000).toISOString()}>{words.dateTime(line.at)}</time>
                {line.count > 1 && (
                  <span class="badge">
                    {words.t('log.count', { count: words.number(line.count), since: words.dateTime(line.since) })}
                  </span>
                )}
              </p>
              <p lang="en">
                <code class="small">{line.part}</code> {line.text}{' '}
                {line.code !== null && <code class="small">{line.code}</code>}
              </p>
              {hint !== null && hint !== undefined && <p class="small">{hint}</p>}
            </li>
          );
        })}
      </ol>
    )}
  </section>
);
