import { Session } from 'node:inspector/promises';

/** What the indexer's main thread does, in the order of the work. */
export const threadParts = [
  'fetching and JSON.parse',
  'checking answers',
  'decoding',
  'handlers',
  'rows as text',
  'database driver',
  'collecting garbage',
  'everything else',
  'idle',
] as const;

type ThreadPart = (typeof threadParts)[number];

/** Whose time it is while code of a file runs. The first that matches counts. */
const files: readonly (readonly [RegExp, ThreadPart])[] = [
  [/\/indexer\/handlers\/(decode-log|decoders\.generated|read-word)\./, 'decoding'],
  [/\/indexer\/handlers\/|\/protocol\/split\./, 'handlers'],
  [/\/indexer\/follow\/write-changes\.|\/indexer\/store\/(copy-rows|batch-write)\./, 'rows as text'],
  [
    /\/indexer\/rpc\/(parse-logs|check-)|\/indexer\/follow\/(verify|bloom-check)\.|\/protocol\/logs-bloom\./,
    'checking answers',
  ],
  [/\/node_modules\/(@noble|zod)\//, 'checking answers'],
  [/\/node_modules\/viem\/|undici/, 'fetching and JSON.parse'],
  [/\/node_modules\/(pg|pg-[a-z]+)\//, 'database driver'],
];

/** What V8 itself calls its doings. */
const builtIn = new Map<string, ThreadPart>([
  ['(garbage collector)', 'collecting garbage'],
  ['(idle)', 'idle'],
]);

/** Milliseconds of the main thread by what it did. */
export type ThreadTimes = Record<ThreadPart, number>;

const SAMPLE_MICROSECONDS = 500;

/**
 * Looks twice a millisecond at what the main thread does.
 * @returns a function that ends the looking and gives the times until then
 */
export async function watchMainThread(): Promise<() => Promise<ThreadTimes>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    const parts = new Map<number, ThreadPart>();
    // A part that no rule names counts for whoever called it. Parents stand before their children.
    for (const { id, callFrame, children = [] } of profile.nodes) {
      const own = builtIn.get(callFrame.functionName) ?? files.find(([file]) => file.test(callFrame.url))?.[1];
      const part = own ?? parts.get(id) ?? 'everything else';
      parts.set(id, part);
      for (const child of children) parts.set(child, part);
    }
    const times = Object.fromEntries(threadParts.map((part) => [part, 0])) as ThreadTimes;
    profile.samples?.forEach((id, index) => {
      times[parts.get(id) ?? 'everything else'] += (profile.timeDeltas?.[index] ?? 0) / 1_000;
    });
    return times;
  };
}
