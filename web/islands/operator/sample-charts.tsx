import { useSignal } from '@preact/signals';
import type { NodeSample, OperatorView, SamplesView } from '../../../protocol/api/operator.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { byteText } from './byte-text.ts';
import { LineChart } from './line-chart.tsx';

const ranges = ['hour', 'day'] as const;
const spans = { hour: 3_600, day: 86_400 } as const;
const LEAST_SPAN = 600;

interface SampleChartsProps {
  words: IslandWords<'operator'>;
  load: OperatorView['load'];
}

/** What the node measured of itself, as small lines that one eye takes in together. */
export const SampleCharts = ({ words, load }: SampleChartsProps) => {
  const range = useSignal<(typeof ranges)[number]>('hour');
  const { value, error, again } = usePolling<SamplesView>(`/api/v1/operator/samples?range=${range.value}`, 10);
  const samples = value?.samples ?? [];
  const to = samples.at(-1)?.at ?? Math.floor(Date.now() / 1_000);
  const everySeconds = value?.everySeconds ?? 10;
  const line = (of: (sample: NodeSample) => number | null) => ({
    words,
    everySeconds,
    // A node that has just started fills the width sooner.
    span: { from: Math.max(to - spans[range.value], Math.min(samples[0]?.at ?? to, to - LEAST_SPAN)), to },
    points: samples.map((sample) => ({ at: sample.at, value: of(sample) })),
  });
  const bytes = (count: number) => byteText(words.locale, count);
  const rate = (count: number) => words.t('samples.per_second', { count: words.number(Math.round(count * 10) / 10) });
  const milliseconds = (count: number) =>
    words.t('network.milliseconds', {
      count: words.number(count < 10 ? Math.round(count * 10) / 10 : Math.round(count)),
    });
  const whole = (count: number) => words.number(Math.round(count));
  return (
    <section class="panel" aria-labelledby="samples">
      <div class="panel-head">
        <h2 id="samples">{words.t('samples.title')}</h2>
        <fieldset class="segments" aria-label={words.t('samples.range')}>
          {ranges.map((each) => (
            <button
              key={each}
              type="button"
              class="segment"
              aria-pressed={each === range.value}
              onClick={() => {
                range.value = each;
              }}
            >
              {words.t(`samples.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {value !== null && samples.length === 0 && (
        <p class="quiet">{words.t(range.value === 'hour' ? 'samples.none_hour' : 'samples.none_day')}</p>
      )}
      <div class="node-charts">
        <LineChart
          {...line(({ requests, seconds }) => requests / seconds)}
          title={words.t('samples.requests')}
          text={rate}
        />
        <LineChart
          {...line(({ p95Milliseconds }) => p95Milliseconds)}
          title={words.t('samples.p95')}
          text={milliseconds}
        />
        <LineChart
          {...line(({ lagMilliseconds }) => lagMilliseconds)}
          title={words.t('samples.lag')}
          text={milliseconds}
          bound={load.lagMostMilliseconds}
        />
        <LineChart
          {...line(({ residentBytes }) => residentBytes)}
          title={words.t('samples.memory')}
          text={bytes}
          bound={load.residentMostBytes}
        />
        <LineChart {...line(({ events, seconds }) => events / seconds)} title={words.t('samples.events')} text={rate} />
        <LineChart {...line(({ behind }) => behind)} title={words.t('samples.behind')} text={whole} />
        <LineChart {...line(({ peers }) => peers)} title={words.t('samples.peers')} text={whole} />
        <LineChart {...line(({ diskBytes }) => diskBytes)} title={words.t('samples.disk')} text={bytes} />
        <LineChart {...line(({ failures }) => failures)} title={words.t('samples.failures')} text={whole} />
      </div>
    </section>
  );
};
