import path from 'node:path';
import { z } from 'zod';
import { unwrap } from '../protocol/errors.ts';
import { addressSchema } from '../protocol/primitives.ts';
import { validate } from '../protocol/validate.ts';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part.length > 0),
  );

/** Everything an operator can set, by environment variable. */
export const configSchema = z
  .object({
    /** TCP port of the HTTP side. */
    PORT: z.coerce.number().int().min(0).max(65_535).default(8_080),
    /** Address that the HTTP side listens on. */
    HOST: z.string().default('127.0.0.1'),
    /** Folder of everything that the node keeps. */
    DATA_DIR: z.string().default('data/node'),
    /** JSON-RPC endpoint of the chain. */
    RPC_URL: z.url().default('http://127.0.0.1:8545'),
    /** File with chain ID and contract addresses. */
    DEPLOYMENT: z.string().default('data/deployment.json'),
    /** An operator's own PostgreSQL; by default the node runs one of its own. */
    DATABASE_URL: z.string().optional(),
    /** Multiaddrs that the peer-to-peer side listens on. */
    P2P_LISTEN: list.pipe(z.array(z.string())),
    /** Multiaddrs to announce instead of those listened on. */
    P2P_ANNOUNCE: list.pipe(z.array(z.string())),
    /** Multiaddrs of peers to stay connected to. */
    PEERS: list.pipe(z.array(z.string())),
    /** Payout address of the operator for the host share. */
    HOST_PAYOUT: addressSchema.optional(),
    /** Address that this node suggests to shops for ruling disputes. */
    ARBITRATOR: addressSchema.optional(),
    /** Address of the pages as visitors see it, for links and cards. */
    PUBLIC_URL: z.url().optional(),
    /** Offers the demo wallet and passes transactions to the chain; only for a local chain. */
    DEMO: z.stringbool().default(false),
    /** File with the people of the demo wallet. */
    DEMO_PERSONAS: z.string().optional(),
    /** Requests a minute from one address. */
    RATE_LIMIT: z.coerce.number().int().min(10).default(1_200),
    /** Blocks behind the chain's head that are held to be final. */
    FINALITY_BLOCKS: z.coerce.number().int().min(1).max(10_000).default(64),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(env.DATA_DIR),
    rpcUrl: env.RPC_URL,
    deploymentFile: path.resolve(env.DEPLOYMENT),
    databaseUrl: env.DATABASE_URL,
    listen: env.P2P_LISTEN.length > 0 ? env.P2P_LISTEN : ['/ip4/127.0.0.1/tcp/0'],
    announce: env.P2P_ANNOUNCE,
    peers: env.PEERS,
    hostPayout: env.HOST_PAYOUT,
    arbitrator: env.ARBITRATOR,
    publicUrl: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
    demo: env.DEMO,
    personasFile: env.DEMO_PERSONAS,
    rateLimit: env.RATE_LIMIT,
    finalityBlocks: env.FINALITY_BLOCKS,
    logLevel: env.LOG_LEVEL,
  }));

export type Config = z.output<typeof configSchema>;

/**
 * Reads the configuration.
 * @param env usually `process.env`
 * @throws VouchError `config.invalid`, naming the variable
 */
export const readConfig = (env: NodeJS.ProcessEnv): Config => unwrap(validate(configSchema, env, 'config'));
