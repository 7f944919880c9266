import { Agent, get } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Asks a server on this machine over one kept connection, as a browser does, and reads no more than the bytes. */
export interface Asker {
  /** @returns milliseconds until the last byte. Throws RangeError for any answer but 200 */
  ask(path: string): Promise<number>;
  stop(): void;
}

/** @param port of 127.0.0.1 */
export function createAsker(port: number): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'accept-encoding': 'gzip' };
  return {
    ask: async (path) => {
      const began = performance.now();
      const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
      get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
        buffer(response).then(() => resolve(response.statusCode), reject);
      }).on('error', reject);
      const status = await promise;
      if (status !== 200) throw new RangeError(`${status} for ${path}`);
      return performance.now() - began;
    },
    stop: () => agent.destroy(),
  };
}
