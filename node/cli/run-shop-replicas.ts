import type { ReplicaView } from '../../protocol/api/replica.ts';
import { VouchError } from '../../protocol/errors.ts';
import { connectNode } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { accountWord, nodeOption } from './options.ts';

/** Prints one line for each node that signed. */
export async function run({ positionals, values, console, env }: CommandInput): Promise<number> {
  const shop = accountWord(positionals[0], 'ADDRESS');
  const found = await connectNode(nodeOption(values, env)).replicas(shop);
  if (found === undefined) {
    throw new VouchError({
      code: 'head.not_found',
      message: `The node holds no catalogue of ${shop}.`,
      hint: 'Check the address, or ask another node.',
    });
  }
  if (values.json === true) {
    console.out(`${JSON.stringify(found)}\n`);
    return 0;
  }
  for (const replica of found.replicas) console.out(`${lineOf(replica)}\n`);
  const current = found.replicas.filter(({ state }) => state === 'current').length;
  console.err(
    `${current} of ${found.replicas.length} copies have version ${found.version}; ${found.asked} peers asked.\n`,
  );
  return 0;
}

const lineOf = ({ peerId, version, state, complete, at, operator, self }: ReplicaView): string =>
  [
    peerId,
    `version ${version}`,
    state,
    complete ? 'complete' : 'pictures missing',
    new Date(at * 1_000).toISOString(),
    ...(operator === null ? [] : [`operator ${operator}`]),
    ...(self ? ['the node asked'] : []),
  ].join('  ');
