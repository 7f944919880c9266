import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Shortest text that is taken for a secret: hiding `/` everywhere would hide the log. */
const LEAST_SECRET = 6;

/**
 * Makes the node's log: JSON lines on standard error. Passwords and keys of endpoints that the operator configured never
 * get there, not even inside the message of a library's error.
 * @param heard is told of every line as it is written
 */
export function createLog(
  config: Pick<Config, 'logLevel' | 'rpcUrls' | 'rpcHeadUrls' | 'databaseUrl' | 'readUrls'>,
  heard: (line: string) => void = () => undefined,
): Logger {
  const secrets = secretsOf(config);
  return pino(
    {
      level: config.logLevel,
      hooks: {
        streamWrite: (line) => {
          const shown = secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), line);
          heard(shown);
          return shown;
        },
      },
    },
    pino.destination(2),
  );
}

/** Endpoints carry keys in their path, query or password. */
function secretsOf({
  rpcUrls,
  rpcHeadUrls,
  databaseUrl,
  readUrls,
}: Pick<Config, 'rpcUrls' | 'rpcHeadUrls' | 'databaseUrl' | 'readUrls'>): string[] {
  const endpoints = [...rpcUrls, ...rpcHeadUrls].map((url) => new URL(url));
  const databases = [databaseUrl ?? [], readUrls].flat().map((url) => new URL(url).password);
  const found = [...endpoints.flatMap((url) => [url.pathname + url.search, url.password]), ...databases];
  return found.flatMap((text) => [text, decodeURIComponent(text)]).filter((text) => text.length >= LEAST_SECRET);
}
