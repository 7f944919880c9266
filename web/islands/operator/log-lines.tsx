import { useSignal } from '@preact/signals';
import type { LogLine } from '../../../protocol/api/operator.ts';
import { Empty } from '../../components/notice.tsx';
import type { Polled } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { LogLineRow } from './log-line-row.tsx';

/** Lines that are shown at first, and that each step adds. */
const STEP = 8;

const choices = ['all', 'errors', 'warnings'] as const;
type Choice = (typeof choices)[number];

const fits = ({ level }: LogLine, choice: Choice): boolean =>
  choice === 'all' || (level === 'warn') === (choice === 'warnings');

interface LogProps {
  words: IslandWords<'operator'>;
  log: Polled<{ lines: LogLine[] }>;
}

/** What the node wrote from `warn` on: what happened, since when and how often, and what to do about it. */
export const LogLines = ({ words, log: { value, error, again } }: LogProps) => {
  const choice = useSignal<Choice>('all');
  const most = useSignal(STEP);
  const lines = value?.lines ?? [];
  const chosen = lines.filter((line) => fits(line, choice.value));
  return (
    <section class="panel" aria-labelledby="log">
      <div class="panel-head">
        <h2 id="log">{words.t('log.title')}</h2>
        {lines.length > 0 && (
          <fieldset class="segments" aria-label={words.t('log.choose')}>
            {choices.map((each) => (
              <button
                key={each}
                type="button"
                class="segment"
                aria-pressed={each === choice.value}
                onClick={() => {
                  choice.value = each;
                  most.value = STEP;
                }}
              >
                {words.t(`log.${each}`)}{' '}
                <span class="number">{words.number(lines.filter((line) => fits(line, each)).length)}</span>
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <p class="small quiet">{words.t('log.text')}</p>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {value === null && error === null && <p class="skeleton">{words.t('loading')}</p>}
      {value !== null && lines.length === 0 && (
        <Empty title={words.t('log.none')} text={words.t('log.none_text')} icon="check" />
      )}
      {lines.length > 0 && chosen.length === 0 && <p class="quiet">{words.t(`log.no_${choice.value}`)}</p>}
      {chosen.length > 0 && (
        <ol class="plain log-lines">
          {chosen.slice(0, most.value).map((line) => (
            <LogLineRow key={`${line.level} ${line.part} ${line.code} ${line.text}`} words={words} line={line} />
          ))}
        </ol>
      )}
      {chosen.length > most.value && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              most.value += STEP;
            }}
          >
            {words.t('log.more', { count: words.number(chosen.length - most.value) })}
          </button>
        </p>
      )}
    </section>
  );
};
