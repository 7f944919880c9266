import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readDeployment } from '../../node/deployment-file.ts';
import { VouchError } from '../../protocol/errors.ts';
import { buildWeb } from '../../web/build.ts';
import { personaRecords } from '../demo/accounts.ts';
import { verifyDeployment } from '../deploy/verify.ts';
import type { Child } from './child.ts';
import { type Invitation, readInvitation } from './invitation.ts';
import { type Places, placesIn } from './places.ts';
import { startJoinedNode } from './processes.ts';

/**
 * Starts a node of a market that others serve already. Its contracts must have the code of this version. Once it has joined,
 * it starts again also when the node that invited it is gone. In a demo market on a local chain it offers the demo wallet.
 * @param options `join` is the inviting node's address, `rpcUrls` are endpoints of the chain, separated by commas
 * @returns the running node
 * @throws VouchError `start.join_unreachable`, `join.invalid`, `start.join_other_market`, `start.child_failed`, those of
 * `verifyDeployment`
 */
export async function joinMarket(options: {
  join: string;
  rpcUrls: string;
  port: number;
  dataDir: string;
  say: (text: string) => void;
}): Promise<Child> {
  const { join, rpcUrls, port, dataDir, say } = options;
  const places = placesIn(path.join(dataDir, 'joined', new URL(join).host.replaceAll(/[^\w.-]/g, '-')));
  say(`Asking ${join} for its market`);
  const { deployment, peers, isDemo } = await invitationOf(join, places, say);
  const [rpcUrl = ''] = rpcUrls.split(',');
  say('Building the pages and comparing the contracts with this version');
  await Promise.all([buildWeb(), verifyDeployment({ rpcUrl, deployment })]);
  await mkdir(path.dirname(places.log('node-1')), { recursive: true });
  await writeFile(places.deployment, JSON.stringify(deployment, null, 2));
  if (isDemo) {
    await writeFile(places.personas, JSON.stringify(personaRecords(), null, 2));
    say('It is a demo market on a local chain: the pages offer its demo wallet here too');
  }
  say(`Starting the node, which keeps everything in DATA_DIR=${places.node(1)}`);
  return startJoinedNode({ port, places, rpcUrls, peers, isDemo });
}

/** What the node says now; what was kept of it when it is gone. */
async function invitationOf(join: string, places: Places, say: (text: string) => void): Promise<Invitation> {
  const kept = existsSync(places.deployment) ? await readDeployment(places.deployment) : undefined;
  try {
    const invitation = await readInvitation(join);
    if (kept === undefined || isDeepStrictEqual(kept, invitation.deployment)) return invitation;
  } catch (error) {
    if (kept === undefined || !(error instanceof VouchError) || !error.retryable) throw error;
    say(`${error.message} This node goes on with the peers that it knows.`);
    return { deployment: kept, peers: [], isDemo: existsSync(places.personas) };
  }
  throw new VouchError({
    code: 'start.join_other_market',
    message: `--join: ${join} serves another market than the one that was joined there before.`,
    hint: `If that is what you want, move ${places.dataDir} away.`,
    details: { field: 'join' },
  });
}
