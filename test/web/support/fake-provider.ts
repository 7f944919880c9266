import type { Eip1193Provider } from '../../../web/wallet/provider.ts';

type Answer = (params: readonly unknown[]) => unknown;

/** A wallet that answers from a table and writes down what it was asked. */
export interface FakeProvider extends Eip1193Provider {
  asked: { method: string; params: readonly unknown[] }[];
  /** Sends an event to whoever listens. */
  emit: (event: string, value: unknown) => void;
  listeners: (event: string) => number;
}

/**
 * Makes a wallet.
 * @param answers by method; what is thrown is thrown at the page
 */
export function createFakeProvider(answers: Record<string, Answer>): FakeProvider {
  const asked: FakeProvider['asked'] = [];
  const listeners = new Map<string, Set<(value: never) => void>>();
  return {
    asked,
    request: async ({ method, params = [] }) => {
      asked.push({ method, params });
      const answer = answers[method];
      if (answer === undefined) throw Object.assign(new Error(`${method} is not supported`), { code: 4_200 });
      return answer(params);
    },
    on: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
    emit: (event, value) => {
      for (const listener of listeners.get(event) ?? []) listener(value as never);
    },
    listeners: (event) => listeners.get(event)?.size ?? 0,
  };
}

/** Storage of a browser, without the browser. */
export function createMemoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}

/** Lets everything that waits go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
