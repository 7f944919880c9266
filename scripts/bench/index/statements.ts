import type pg from 'pg';

/** How often statements of a kind ran, and how long they took from being sent until their answer was read, in milliseconds. */
export interface StatementTimes {
  [kind: string]: { count: number; milliseconds: number };
}

type Query = (...parameters: unknown[]) => unknown;
interface Submitted {
  text?: string;
  handleReadyForQuery?: Query;
}

/**
 * Times every statement of a pool by its first word. Rows sent by COPY count as `copy`.
 * @param pool that has not connected yet
 * @returns the times, which grow while statements run
 */
export function timeStatements(pool: pg.Pool): StatementTimes {
  const times: StatementTimes = {};
  const begin = (text: string): (() => void) => {
    const kind = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'other';
    const began = performance.now();
    return () => {
      times[kind] ??= { count: 0, milliseconds: 0 };
      times[kind].count += 1;
      times[kind].milliseconds += performance.now() - began;
    };
  };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const timed: Query = (statement, ...more) => {
      const submitted = statement as Submitted;
      const ready = submitted.handleReadyForQuery?.bind(submitted);
      const end = begin(typeof statement === 'string' ? statement : (submitted.text ?? 'copy'));
      if (ready !== undefined) {
        submitted.handleReadyForQuery = (...told) => {
          end();
          return ready(...told);
        };
        return query(statement, ...more);
      }
      const last = more.at(-1);
      if (typeof last === 'function') {
        const told = (...answer: unknown[]): unknown => {
          end();
          return last(...answer);
        };
        return query(statement, ...more.slice(0, -1), told);
      }
      // Safety: without a callback the client answers with a promise; its failure is the caller's.
      return (query(statement, ...more) as Promise<unknown>).finally(end);
    };
    client.query = timed as typeof client.query;
  });
  return times;
}
