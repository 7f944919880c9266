import { type MessageStream, type StreamMuxerFactory, StreamStateError } from '@libp2p/interface';
import { networkLimits } from './network-limits.ts';

/** The part of a connection that is read by turns. */
export type ReadConnection = Pick<MessageStream, 'pause' | 'resume' | 'addEventListener' | 'removeEventListener'>;

/** Bounds how long the connections of a node are read before everything else has its turn. */
export interface ReadingTurns {
  /** Reads a connection by turns from now on, until it closes. */
  join(connection: ReadConnection): void;
}

/**
 * Makes the turns. The sockets of a hundred peers may all have something in one turn of the event loop, and each piece is
 * decrypted and taken apart: without turns, timers and pages would wait for the last of them. Once reading has taken its
 * part of a turn, all connections are paused, and one after another is read again in the turns that follow. Nothing is lost:
 * the sender of what is not read has to wait.
 * @param clock milliseconds, of processor time by default: on a machine that others keep busy, time passes while nothing is read
 */
export function createReadingTurns(clock: () => number = processorMilliseconds): ReadingTurns {
  const read = new Set<ReadConnection>();
  /** Paused, the longest waiting first. */
  const waiting = new Set<ReadConnection>();
  let began: number | undefined;
  let isPlanned = false;

  const plan = (): void => {
    if (!isPlanned) setImmediate(turn);
    isPlanned = true;
  };
  const turn = (): void => {
    began = undefined;
    isPlanned = false;
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next);
    read.add(next);
    if (!didWhileOpen(() => next.resume())) read.delete(next);
    if (waiting.size > 0) plan();
  };
  const heard = (): void => {
    plan();
    began ??= clock();
    if (clock() - began < networkLimits.readingMillisecondsPerTurn) return;
    for (const connection of read) {
      read.delete(connection);
      if (didWhileOpen(() => connection.pause())) waiting.add(connection);
    }
  };
  return {
    join: (connection) => {
      read.add(connection);
      connection.addEventListener('message', heard);
      connection.addEventListener(
        'close',
        () => {
          connection.removeEventListener('message', heard);
          read.delete(connection);
          waiting.delete(connection);
        },
        { once: true },
      );
    },
  };
}

function processorMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** @returns false for a connection of which no more can come: there is nothing to pause or to go on with */
function didWhileOpen(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (error instanceof StreamStateError) return false;
    throw error;
  }
}

/** Has the connections whose streams a muxer takes apart read by turns. @param muxer makes the factory, as libp2p takes it */
export function muxedInTurns<Parts>(
  muxer: (components: Parts) => StreamMuxerFactory,
): (components: Parts) => StreamMuxerFactory {
  const turns = createReadingTurns();
  return (components) => {
    const factory = muxer(components);
    const create = factory.createStreamMuxer.bind(factory);
    factory.createStreamMuxer = (connection) => {
      turns.join(connection);
      return create(connection);
    };
    return factory;
  };
}
