import type { LogLine, OperatorView } from '../../../protocol/api/operator.ts';

/** Parts of a node's health, each with a tile of its own. */
export type HealthPart = 'chain' | 'peers' | 'digest' | 'memory' | 'disk' | 'log';
export type Tone = 'good' | 'warn' | 'bad';

/** Something that its operator should look at. */
export interface Alert {
  kind:
    | 'halted'
    | 'problem'
    | 'behind'
    | 'endpoints'
    | 'alone'
    | 'differ'
    | 'shedding'
    | 'memory'
    | 'disk'
    | 'room'
    | 'errors';
  part: HealthPart;
  tone: Exclude<Tone, 'good'>;
  /** How many blocks, endpoints, nodes or errors; 0 where nothing is counted. */
  count: number;
  /** Code of the error that says more. */
  code: string | null;
}

/** The disk is short of room from here on, as a multiple of what is to stay free. */
const SHORT_OF_ROOM = 2;
/** Share of a bound from which on it is nearly reached. */
const NEARLY = 0.9;
/** Errors are news for so long. */
const NEWS_SECONDS = 3_600;

/**
 * What is not well with a node, the grave first.
 * @param lines its log; null while it is read
 */
export function alertsOf(view: OperatorView, lines: readonly LogLine[] | null): Alert[] {
  const { index, network, state, load, storage, now } = view;
  const alerts: Alert[] = [];
  const add = (kind: Alert['kind'], part: HealthPart, tone: Alert['tone'], more: Partial<Alert> = {}): void => {
    alerts.push({ kind, part, tone, count: 0, code: null, ...more });
  };
  const code = index.problem?.code ?? null;
  if (index.halted) add('halted', 'chain', 'bad', { code });
  else if (code !== null) add('problem', 'chain', 'warn', { code });
  else if (!index.synced) add('behind', 'chain', 'warn', { count: Math.max(0, index.chainHead - index.block) });
  const failing = index.endpoints.filter((endpoint) => endpoint.state !== 'good').length;
  if (failing > 0) add('endpoints', 'chain', failing === index.endpoints.length ? 'bad' : 'warn', { count: failing });
  if (network.peers.length === 0) add('alone', 'peers', 'warn');
  const differing = state?.peers.filter(({ agrees }) => !agrees).length ?? 0;
  if (differing > 0) add('differ', 'digest', 'bad', { count: differing });
  if (load.shedding) add('shedding', 'memory', 'bad');
  else if (load.residentBytes > load.residentMostBytes * NEARLY) add('memory', 'memory', 'warn');
  if (storage.freeBytes < storage.reserveBytes * SHORT_OF_ROOM) add('disk', 'disk', 'bad');
  if (storage.heldMostBytes !== null && storage.heldBytes > storage.heldMostBytes * NEARLY) add('room', 'disk', 'warn');
  const errors = lines?.filter(({ level, at }) => level !== 'warn' && at > now - NEWS_SECONDS).length ?? 0;
  if (errors > 0) add('errors', 'log', 'warn', { count: errors });
  return alerts.sort((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'));
}

/** The gravest tone of some alerts; of one part where it is named. */
export function toneOf(alerts: readonly Alert[], part?: HealthPart): Tone {
  const tones = alerts.filter((alert) => part === undefined || alert.part === part).map(({ tone }) => tone);
  if (tones.includes('bad')) return 'bad';
  return tones.length > 0 ? 'warn' : 'good';
}
