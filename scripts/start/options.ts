import { parseArgs } from 'node:util';
import { z } from 'zod';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { validate } from '../../protocol/validate.ts';

const schema = z.object({
  nodes: z.coerce.number().int().min(1).max(9),
  port: z.coerce.number().int().min(1_024).max(60_000),
  dataDir: z.string().min(1),
  /** Address of a node whose market is joined; left out, a market of its own is started. */
  join: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** Endpoints of that market's chain, separated by commas. */
  rpc: z
    .string()
    .refine((list) => list.split(',').every((url) => z.url({ protocol: /^https?$/ }).safeParse(url).success), {
      message: 'must be addresses of JSON-RPC endpoints by http or https, separated by commas',
    })
    .optional(),
});
export type StartOptions = z.infer<typeof schema>;

export const startUsage = `Starts a market on this machine: chain, contracts, nodes, and a demo market.

  npm start                   one node on http://127.0.0.1:8080
  npm start -- --nodes 3      three nodes on ports 8080, 8081 and 8082
  npm start -- --join https://node.example --rpc https://rpc.example
                              a node of the market that another one serves; the page /host of that
                              node has the command to type. --rpc names endpoints of the chain

  PORT      port of the first node, 8080 by default
  DATA_DIR  folder that keeps everything, data by default; delete it to begin anew
`;

/**
 * Reads arguments and environment of `npm start`.
 * @throws VouchError `start.invalid`, naming the option and its limits
 */
export function readStartOptions(args: string[], env: NodeJS.ProcessEnv): StartOptions | 'help' {
  let values: { nodes?: string; join?: string; rpc?: string; help?: boolean };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        nodes: { type: 'string' },
        join: { type: 'string' },
        rpc: { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (cause) {
    throw new VouchError({
      code: 'start.invalid',
      message: cause instanceof Error ? cause.message : 'The options are wrong.',
      hint: startUsage,
      cause,
    });
  }
  if (values.help) return 'help';
  const { nodes, join, rpc } = values;
  if ((join === undefined) !== (rpc === undefined) || (join !== undefined && nodes !== undefined))
    throw new VouchError({
      code: 'start.invalid',
      message: '--join goes with --rpc and without --nodes: a node needs the chain of the market that it joins.',
      hint: startUsage,
      details: { field: 'join' },
    });
  return unwrap(
    validate(
      schema,
      { nodes: nodes ?? 1, port: env.PORT ?? 8_080, dataDir: env.DATA_DIR ?? 'data', join, rpc },
      'start',
    ),
  );
}
