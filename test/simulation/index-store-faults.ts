import type pg from 'pg';
import type { TestStore } from '../indexer/fixtures/stores.ts';

/** What goes wrong between the indexer and its database. */
export interface StoreFaults {
  /** Share of statements that fail. */
  rate: number;
  /** Statements that failed, by when: before they ran, after they ran, and after a commit that nobody heard of. */
  counts: { before: number; after: number; commit: number };
}

/** Makes statements fail, inside and outside of transactions: some were not carried out, some were and nobody knows. */
export function faultyPool(store: TestStore, faults: StoreFaults, random: () => number): pg.Pool {
  const guarded = async (statement: unknown, run: () => Promise<unknown>): Promise<unknown> => {
    const fails = random() < faults.rate;
    const isBefore = random() < 0.5;
    if (fails && isBefore) {
      faults.counts.before += 1;
      throw new Error('the statement did not get to the database');
    }
    const result = await run();
    if (!fails) return result;
    faults.counts[statement === 'commit' ? 'commit' : 'after'] += 1;
    throw new Error("the statement's result was lost");
  };
  const guard = <T extends object>(target: T, connect: boolean): T =>
    new Proxy(target, {
      get: (_, name) => {
        const member = Reflect.get(target, name, target) as unknown;
        if (typeof member !== 'function') return member;
        if (name === 'query')
          return (...args: unknown[]) =>
            guarded(args[0], () => Reflect.apply(member, target, args) as Promise<unknown>);
        if (name === 'connect' && connect)
          return async () => guard((await Reflect.apply(member, target, [])) as object, false);
        return member.bind(target);
      },
    });
  return guard(store.pool, true);
}
