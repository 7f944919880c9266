import path from 'node:path';
import { multiaddr } from '@multiformats/multiaddr';
import { z } from 'zod';
import { unwrap } from '../protocol/errors.ts';
import { addressSchema } from '../protocol/primitives.ts';
import { validate } from '../protocol/validate.ts';

const list = (each: z.ZodType<string, string> = z.string(), usual = '') =>
  z
    .string()
    .default(usual)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part.length > 0),
    )
    .pipe(z.array(each));

const multiaddrText = z.string().refine((text) => {
  try {
    return multiaddr(text) !== undefined;
  } catch {
    // The parser says no by throwing.
    return false;
  }
}, 'must be a multiaddr such as /ip4/192.0.2.7/tcp/9080');

const variables = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8_080)
    .describe('TCP port of the HTTP side; 0 takes a free one'),
  HOST: z.string().default('127.0.0.1').describe('address that the HTTP side listens on'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('address of the pages as visitors see it; needed when HOST is not of this machine alone'),
  TRUSTED_PROXIES: list(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).describe(
    'addresses or ranges of reverse proxies whose X-Forwarded-For is believed, separated by commas',
  ),
  DATA_DIR: z.string().default('data/node').describe('folder of everything that the node keeps'),
  RPC_URL: list(z.url({ protocol: /^https?$/ }), 'http://127.0.0.1:8545')
    .refine((urls) => urls.length > 0, 'needs at least one address')
    .describe('JSON-RPC endpoints of the chain, separated by commas; with several, none of them needs to be believed'),
  RPC_WS_URL: list(z.url({ protocol: /^wss?$/ })).describe(
    'WebSocket endpoints of the chain that tell of new blocks at once; without any the node asks four times a second',
  ),
  DEPLOYMENT: z.string().default('data/deployment.json').describe('file with chain ID and contract addresses'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("an operator's own PostgreSQL; by default the node runs one of its own"),
  DATABASE_READ_URLS: list(z.url({ protocol: /^postgres(ql)?$/ })).describe(
    'streaming replicas of DATABASE_URL that pages and searches read from, separated by commas',
  ),
  DATABASE_READ_LAG_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('seconds that a replica may be behind; one further behind is left out until it has caught up'),
  ROLE: z
    .enum(['node', 'api'])
    .default('node')
    .describe('api serves pages and API from a database that a node writes to, and has no network of its own'),
  UPSTREAM_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('with ROLE=api, the HTTP side of the node that writes: uploads, pictures and blocks go through to it'),
  P2P_LISTEN: list(multiaddrText).describe(
    'multiaddrs that the peer-to-peer side listens on; a free local port by default',
  ),
  P2P_ANNOUNCE: list(multiaddrText).describe('multiaddrs to announce instead of those listened on'),
  P2P_DHT: z
    .enum(['auto', 'server', 'client'])
    .default('auto')
    .describe('part in the table of who has which shop; auto serves it while others can dial this node'),
  P2P_MDNS: z.stringbool().default(false).describe('finds nodes of the local network, and tells them of this one'),
  P2P_RELAYS: z
    .union([z.literal('auto'), z.literal('none').transform(() => []), list(multiaddrText)])
    .default('auto')
    .describe(
      'multiaddrs of relays to be reached through; auto chooses some while others cannot dial this node, or none',
    ),
  P2P_RELAY_RESERVATIONS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(16)
    .describe('nodes that are reached through this one at a time; 0 relays nothing'),
  P2P_RELAY_BYTES: z.coerce
    .number()
    .int()
    .min(65_536)
    .max(2 ** 40)
    .default(16 * 2 ** 20)
    .describe('bytes over one relayed connection'),
  P2P_RELAY_SECONDS: z.coerce
    .number()
    .int()
    .min(30)
    .max(86_400)
    .default(600)
    .describe('seconds that a relayed connection lasts'),
  PEERS: list(multiaddrText).describe('multiaddrs of peers to stay connected to'),
  OPERATORS: list()
    .pipe(z.array(addressSchema))
    .describe('accounts that may see and run the page of the operator, separated by commas'),
  HOST_PAYOUT: addressSchema.optional().describe('account that gets the host share of sales on these pages'),
  ARBITRATOR: addressSchema.optional().describe('account that this node suggests to shops for ruling disputes'),
  RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(10)
    .max(1_000_000)
    .default(1_200)
    .describe('requests a minute from one address'),
  MEMORY_MOST_MB: z.coerce
    .number()
    .int()
    .min(256)
    .max(1_000_000)
    .default(768)
    .describe('resident memory, in MiB, above which the node lets its newest peers go'),
  LAG_MOST_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(1_000)
    .describe('mean delay of turns of the event loop, in milliseconds, above which it does the same'),
  FINALITY_BLOCKS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      "blocks behind the chain's head that are held to be final; by default what the chain calls finalized, or 64",
    ),
  DEMO: z.stringbool().default(false).describe('offers the demo wallet; refused on any chain but the local one'),
  DEMO_PERSONAS: z.string().optional().describe('file with the people of the demo wallet'),
  STORE_MOST_BYTES: z.coerce
    .number()
    .int()
    .min(1_048_576)
    .optional()
    .describe('bytes of catalogues and pictures that this node keeps; by default as many as the disk has room for'),
  STORE_RESERVE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(134_217_728)
    .describe('free bytes to be left on the disk: with less nothing new is stored'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least level of the log, which goes to standard error as JSON lines'),
});

const localHosts = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Everything that an operator can set, by environment variable. */
export const configSchema = variables
  .refine(({ HOST, PUBLIC_URL }) => localHosts.test(HOST) || PUBLIC_URL !== undefined, {
    path: ['PUBLIC_URL'],
    message: 'must be set when HOST is not of this machine alone',
  })
  .refine(({ ROLE, DATABASE_URL }) => ROLE === 'node' || DATABASE_URL !== undefined, {
    path: ['DATABASE_URL'],
    message: 'must be set with ROLE=api',
  })
  .refine(({ ROLE, UPSTREAM_URL }) => ROLE === 'node' || UPSTREAM_URL !== undefined, {
    path: ['UPSTREAM_URL'],
    message: 'must be set with ROLE=api',
  })
  .refine(({ DATABASE_READ_URLS, DATABASE_URL }) => DATABASE_READ_URLS.length === 0 || DATABASE_URL !== undefined, {
    path: ['DATABASE_URL'],
    message: 'must be set where DATABASE_READ_URLS is',
  })
  .transform((env) => ({
    role: env.ROLE,
    upstreamUrl: env.UPSTREAM_URL,
    port: env.PORT,
    host: env.HOST,
    /** Undefined: the address that the HTTP side listens on. */
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    dataDir: path.resolve(env.DATA_DIR),
    rpcUrls: env.RPC_URL,
    rpcHeadUrls: env.RPC_WS_URL,
    deploymentFile: path.resolve(env.DEPLOYMENT),
    databaseUrl: env.DATABASE_URL,
    readUrls: env.DATABASE_READ_URLS,
    readLagSeconds: env.DATABASE_READ_LAG_SECONDS,
    listen: env.P2P_LISTEN.length > 0 ? env.P2P_LISTEN : ['/ip4/127.0.0.1/tcp/0'],
    announce: env.P2P_ANNOUNCE,
    peers: env.PEERS,
    dht: env.P2P_DHT,
    mdns: env.P2P_MDNS,
    relays: env.P2P_RELAYS,
    relay: {
      reservations: env.P2P_RELAY_RESERVATIONS,
      bytes: env.P2P_RELAY_BYTES,
      seconds: env.P2P_RELAY_SECONDS,
    },
    operators: env.OPERATORS,
    hostPayout: env.HOST_PAYOUT,
    arbitrator: env.ARBITRATOR,
    demo: env.DEMO,
    personasFile: env.DEMO_PERSONAS,
    rateLimit: env.RATE_LIMIT,
    memoryMostBytes: env.MEMORY_MOST_MB * 2 ** 20,
    lagMostMilliseconds: env.LAG_MOST_MS,
    finalityBlocks: env.FINALITY_BLOCKS,
    storeMostBytes: env.STORE_MOST_BYTES,
    storeReserveBytes: env.STORE_RESERVE_BYTES,
    logLevel: env.LOG_LEVEL,
  }));

export type Config = z.output<typeof configSchema>;

/** The variables as JSON Schema, for the table in the operators' page. */
export const configJsonSchema = () => z.toJSONSchema(variables, { io: 'input', unrepresentable: 'any' });

/**
 * Reads the configuration. An empty variable counts as not set.
 * @param env usually `process.env`
 * @throws VouchError `config.invalid`, naming the variable
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== undefined && text.trim() !== ''));
  return unwrap(validate(configSchema, set, 'config'));
}
