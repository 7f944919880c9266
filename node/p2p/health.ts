import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { HealthProbe, ProcessLoad } from './health-probe.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

/** Above which load a node sheds some of it. */
export interface LoadLimits {
  /** Resident memory of the process. */
  residentBytes: number;
  /** Mean delay of the event loop's turns, in each of several readings after another. */
  lagMilliseconds: number;
}

/** What a node measures of itself. */
export interface HealthReading extends ProcessLoad {
  inboundConnections: number;
  outboundConnections: number;
  /** Open streams, of all protocols and both directions. */
  streams: number;
  /** True while peers' new connections and streams are refused. */
  shedding: boolean;
}

/** Watches the load of a node, and sheds some when it is too much. */
export interface Health {
  reading(): HealthReading;
  /** True while the node takes neither new inbound connections and streams nor new catalogues. */
  shedding(): boolean;
  stop(): void;
}

type Shed = 'connections' | 'streams';

/** Protocols that carry neither work nor memory; without them a connection is none. */
const alwaysServed = /^\/(ipfs\/(id|ping)|meshsub|floodsub|libp2p)\//;

/**
 * Begins to watch. Above a limit, the node refuses inbound connections and streams that are newer than the overload, and
 * closes a part of its inbound connections in each round, the newest first; those that it dialled itself stay, and so do
 * the oldest. After so many rounds it serves everyone for as long again, even when the load has not fallen: memory that
 * the operating system does not take back must not shut a node for ever.
 * @param options `limits` left out only measures; `shed` counts what was closed
 */
export function startHealth(options: {
  libp2p: Libp2p;
  probe: HealthProbe;
  limits?: LoadLimits | undefined;
  log: Log;
  shed?: (what: Shed, count: number) => void;
}): Health {
  const { libp2p, probe, limits, log, shed } = options;
  let load = probe.read();
  let slowRounds = 0;
  /** Rounds of the present overload; 0 while there is none. */
  let round = 0;
  let sheddingSince: number | undefined;

  const excess = (): 'memory' | 'lag' | undefined => {
    if (limits === undefined) return undefined;
    slowRounds = load.lagMilliseconds > limits.lagMilliseconds ? slowRounds + 1 : 0;
    if (load.residentBytes > limits.residentBytes) return 'memory';
    return slowRounds >= networkLimits.slowRounds ? 'lag' : undefined;
  };

  const check = (): void => {
    load = probe.read();
    const reason = excess();
    if (reason === undefined) {
      if (round > 0) log.info({ ...load, rounds: round }, 'The load is as usual again.');
      round = 0;
      sheddingSince = undefined;
      return;
    }
    if (round === 0) log.warn({ ...load, reason, limits }, 'The load is too high: the newest peers are let go.');
    const resting = Math.floor(round / networkLimits.shedRounds) % 2 === 1;
    round++;
    if (resting) sheddingSince = undefined;
    else {
      sheddingSince ??= Date.now();
      shedSome(sheddingSince);
    }
  };

  const shedSome = (since: number): void => {
    const connections = libp2p.getConnections();
    const newest = newestInbound(connections);
    for (const connection of newest) connection.abort(new Error('too much load'));
    const streams = connections
      .filter((connection) => !newest.includes(connection))
      .flatMap((connection) => connection.streams)
      .filter((stream) => isNewWork(stream, since));
    for (const stream of streams) stream.abort(new Error('too much load'));
    shed?.('connections', newest.length);
    shed?.('streams', streams.length);
  };

  const timer = setInterval(check, networkLimits.healthEverySeconds * 1_000).unref();
  return {
    reading: () => {
      const connections = libp2p.getConnections();
      const inbound = connections.filter(({ direction }) => direction === 'inbound').length;
      return {
        ...load,
        inboundConnections: inbound,
        outboundConnections: connections.length - inbound,
        streams: connections.reduce((sum, { streams }) => sum + streams.length, 0),
        shedding: sheddingSince !== undefined,
      };
    },
    shedding: () => sheddingSince !== undefined,
    stop: () => {
      clearInterval(timer);
      probe.stop();
    },
  };
}

function newestInbound(connections: readonly Connection[]): Connection[] {
  const inbound = connections.filter(({ direction, status }) => direction === 'inbound' && status === 'open');
  inbound.sort((a, b) => b.timeline.open - a.timeline.open);
  return inbound.slice(0, Math.ceil(inbound.length * networkLimits.shedShare));
}

const isNewWork = ({ direction, timeline, protocol }: Stream, since: number): boolean =>
  direction === 'inbound' && timeline.open >= since && !alwaysServed.test(protocol);
