import type { NodeSample, SamplesView } from '../../protocol/api/operator.ts';
import type { Log } from '../p2p/ports.ts';
import { repeat } from '../p2p/repeat.ts';

/** How often the node looks at itself, and how many looks make one of the longer stretches. */
const sampleTimes = { everySeconds: 10, hour: 360, joined: 30, day: 288 } as const;

/** What one look reads: numbers of now, and counters since the start. */
export interface SampleReading {
  lagMilliseconds: number;
  residentBytes: number;
  diskBytes: number;
  peers: number;
  behind: number;
  /** Steps of orders read since the reading before. */
  events: number;
  /** Answered requests since the start by time: how many took at most so many seconds, rising; the last is all. */
  answered: readonly { seconds: number; count: number }[];
  failures: number;
}

/** What a node measured of itself lately, in memory and bounded. */
export interface Samples {
  view(range: 'hour' | 'day'): SamplesView;
  stop(): Promise<void>;
}

/**
 * Begins to measure.
 * @param options `read` gives one reading; `clock` in Unix seconds
 */
export function startSamples(options: { read: () => Promise<SampleReading>; clock: () => number; log: Log }): Samples {
  const { read, clock, log } = options;
  const hour: NodeSample[] = [];
  const day: NodeSample[] = [];
  let before: { at: number; reading: SampleReading } | undefined;
  let untilJoined: number = sampleTimes.joined;

  const look = async (): Promise<void> => {
    const reading = await read();
    const at = clock();
    if (before !== undefined) {
      keep(hour, sampleOf(before, { at, reading }), sampleTimes.hour);
      untilJoined -= 1;
      if (untilJoined === 0) {
        keep(day, joinSamples(hour.slice(-sampleTimes.joined)), sampleTimes.day);
        untilJoined = sampleTimes.joined;
      }
    }
    before = { at, reading };
  };
  const looking = repeat({ seconds: sampleTimes.everySeconds, name: 'Measuring the node', log }, look);
  looking.now();
  return {
    view: (range) =>
      range === 'hour'
        ? { everySeconds: sampleTimes.everySeconds, samples: [...hour] }
        : { everySeconds: sampleTimes.everySeconds * sampleTimes.joined, samples: [...day] },
    stop: () => looking.stop(),
  };
}

function keep(ring: NodeSample[], sample: NodeSample, most: number): void {
  ring.push(sample);
  if (ring.length > most) ring.shift();
}

/** What happened between two readings. */
export function sampleOf(
  before: { at: number; reading: SampleReading },
  now: { at: number; reading: SampleReading },
): NodeSample {
  const { lagMilliseconds, residentBytes, diskBytes, peers, behind, events, answered, failures } = now.reading;
  const earlier = before.reading.answered;
  const since = answered.map(({ seconds, count }, index) => ({
    seconds,
    count: count - (earlier[index]?.count ?? 0),
  }));
  const requests = since.at(-1)?.count ?? 0;
  return {
    at: now.at,
    seconds: Math.max(1, now.at - before.at),
    requests,
    failures: failures - before.reading.failures,
    medianMilliseconds: quantile(since, 0.5),
    p95Milliseconds: quantile(since, 0.95),
    ...{ lagMilliseconds, residentBytes, diskBytes, peers, behind, events },
  };
}

/**
 * Estimates within how many milliseconds a share of requests was answered, evenly within a step of the histogram.
 * @param steps how many took at most so many seconds; the last step has no end
 */
function quantile(steps: readonly { seconds: number; count: number }[], share: number): number | null {
  const total = steps.at(-1)?.count ?? 0;
  if (total <= 0) return null;
  const wanted = total * share;
  const index = steps.findIndex(({ count }) => count >= wanted);
  const step = steps[index];
  const below = steps[index - 1] ?? { seconds: 0, count: 0 };
  if (step === undefined) return null;
  // Beyond the last bound nothing is known but that.
  if (!Number.isFinite(step.seconds)) return below.seconds * 1_000;
  const within = step.count === below.count ? 1 : (wanted - below.count) / (step.count - below.count);
  return (below.seconds + (step.seconds - below.seconds) * within) * 1_000;
}

/** Joins samples that follow each other: sums of what is counted, the worst of what is measured. */
export function joinSamples(samples: readonly NodeSample[]): NodeSample {
  const sum = (of: (sample: NodeSample) => number) => samples.reduce((total, sample) => total + of(sample), 0);
  const most = (of: (sample: NodeSample) => number) => Math.max(0, ...samples.map(of));
  const known = (of: (sample: NodeSample) => number | null) => samples.flatMap((sample) => of(sample) ?? []);
  const medians = known(({ medianMilliseconds }) => medianMilliseconds).sort((a, b) => a - b);
  const slowest = known(({ p95Milliseconds }) => p95Milliseconds);
  return {
    at: samples.at(-1)?.at ?? 0,
    seconds: sum(({ seconds }) => seconds),
    requests: sum(({ requests }) => requests),
    failures: sum(({ failures }) => failures),
    medianMilliseconds: medians[Math.floor(medians.length / 2)] ?? null,
    p95Milliseconds: slowest.length === 0 ? null : Math.max(...slowest),
    lagMilliseconds: most(({ lagMilliseconds }) => lagMilliseconds),
    residentBytes: most(({ residentBytes }) => residentBytes),
    diskBytes: most(({ diskBytes }) => diskBytes),
    peers: Math.round(sum(({ peers }) => peers) / Math.max(1, samples.length)),
    events: sum(({ events }) => events),
    behind: most(({ behind }) => behind),
  };
}
