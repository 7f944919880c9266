import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ChainAccount, connectAccount } from '../../node/chain/chain-account.ts';
import { connectNode, type NodeClient } from '../../node/shop/node-client.ts';
import type { Deployment } from '../../protocol/deployment.ts';
import type { Address } from '../../protocol/primitives.ts';
import { deployVouch } from '../../scripts/deploy/deploy.ts';
import { buildWeb } from '../../web/build.ts';
import { type ChainProcess, startChainProcess } from './chain-process.ts';
import { type NodeProcess, startNodeProcess } from './node-process.ts';
import { addressOf, person } from './people.ts';

/** A whole market on this machine: chain, contracts, and nodes, each a process of its own. */
export interface TestMarket {
  /** Holds everything; deleted by `stop`. */
  folder: string;
  chain: ChainProcess;
  deployment: Deployment;
  deploymentFile: string;
  /** The token that the market accepts, with six decimals. */
  token: Address;
  nodes: NodeProcess[];
  /** The first node. */
  node: NodeProcess;
  /** The first node over HTTP. */
  client: NodeClient;
  /** Environment that a node of this market needs, addresses aside. */
  nodeEnv: NodeJS.ProcessEnv;
  /** A person acting on the chain, past every node. */
  account(role: Parameters<typeof person>[0], number?: number): ChainAccount;
  stop(): Promise<void>;
}

/**
 * Starts a market. Every node is connected with the others.
 * @param options number of nodes, what to set in their environment, and what stands between them and the chain
 */
export async function startMarket(
  options: { nodes?: number; env?: NodeJS.ProcessEnv; rpcOf?: (chainUrl: string) => Promise<string> } = {},
): Promise<TestMarket> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-market-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(folder, 0o755);
  // First, because nothing runs yet that a build which fails would leave behind.
  await buildWeb();
  const chain = await startChainProcess(folder);
  const stopped: (() => Promise<unknown>)[] = [() => chain.stop()];
  const stop = async () => {
    await Promise.all(stopped.splice(1).map((end) => end()));
    for (const end of stopped.splice(0)) await end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const deployment = await deployVouch({
      rpcUrl: chain.url,
      account: person('deployer'),
      log: () => undefined,
      demoDollar: true,
      changeDelaySeconds: 0,
    });
    const { demoDollar } = deployment.contracts;
    if (demoDollar === undefined) throw new RangeError('the deployment has no token');
    const deploymentFile = path.join(folder, 'deployment.json');
    await writeFile(deploymentFile, JSON.stringify(deployment));
    const nodeEnv = {
      RPC_URL: (await options.rpcOf?.(chain.url)) ?? chain.url,
      DEPLOYMENT: deploymentFile,
      ARBITRATOR: addressOf(person('arbitrator')),
      ...options.env,
    };
    const startNode = async (number: number, peers: string[]) => {
      const env = { ...nodeEnv, HOST_PAYOUT: addressOf(person('operator', number - 1)), PEERS: peers.join(',') };
      const node = await startNodeProcess({ name: `node-${number}`, folder, env });
      stopped.push(() => node.stop());
      return node;
    };
    const first = await startNode(1, []);
    const nodes = [first];
    // One after the other, so that each knows the addresses of all before it: they stay connected when one is killed.
    for (let number = 2; number <= (options.nodes ?? 1); number++) {
      nodes.push(
        await startNode(
          number,
          nodes.map(({ peer }) => peer),
        ),
      );
    }
    return {
      folder,
      chain,
      deployment,
      deploymentFile,
      token: demoDollar,
      nodes,
      node: first,
      client: connectNode(first.url),
      nodeEnv,
      account: (role, number = 0) =>
        connectAccount({ rpcUrl: chain.url, chainId: deployment.chainId, account: person(role, number) }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
