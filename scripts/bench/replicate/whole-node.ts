import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Abi, createWalletClient, http, type LocalAccount } from 'viem';
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { waitForTransactionReceipt } from 'viem/actions';
import { type ChainAccount, connectAccount } from '../../../node/chain/chain-account.ts';
import { connectNode, type NodeClient } from '../../../node/shop/node-client.ts';
import { publishDrafts } from '../../../node/shop/publish-drafts.ts';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { Deployment } from '../../../protocol/deployment.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { chainRules } from '../../chain/chain-settings.ts';
import { deployVouch } from '../../deploy/deploy.ts';
import { type Child, startChild } from '../../start/child.ts';
import { nodeFlags } from '../../start/node-flags.ts';
import { familyMegabytes, residentMegabytes, watchMemory } from './process-memory.ts';
import { sampleDrafts } from './sample-shop.ts';

const root = path.join(import.meta.dirname, '../../..');
const stakeUnits = 10_000_000_000n;
const listingsPerShop = 5;
const settleMilliseconds = 20_000;
const publishTogether = 4;

/** What a whole node took, in MB of resident memory. */
export interface WholeNodeMemory {
  started: number;
  /** Holding the shops, some time after the last one came. */
  atRest: number;
  /** PostgreSQL's processes at that time. */
  postgres: number;
  /** At most, while one shop of many listings is uploaded and published over HTTP. */
  whilePublishing: number;
  publishSeconds: number;
  /** Some time after that. */
  afterwards: number;
}

/**
 * Starts a chain and a node as operators do, opens shops with deposits, and looks at the node's memory at rest and while it
 * takes in a large shop.
 */
export async function measureWholeNode(options: {
  shops: number;
  listings: number;
  log: (line: string) => void;
}): Promise<WholeNodeMemory> {
  const { shops, listings, log } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-whole-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(folder, 0o755);
  const children: Child[] = [];
  try {
    const chain = await startChild({
      name: 'chain',
      script: path.join(root, 'scripts/chain/main.ts'),
      args: ['--data-dir', path.join(folder, 'chain'), '--port', '0', '--stop-with-stdin'],
      logFile: path.join(folder, 'chain.log'),
      readyOf: (line) => (line.startsWith('{"ready":') ? (JSON.parse(line) as { ready: string }).ready : undefined),
      readyWithinSeconds: 120,
    });
    children.push(chain);
    const funder = mnemonicToAccount(chainRules.mnemonic, { addressIndex: 0 });
    const deployment = await deployVouch({
      rpcUrl: chain.ready,
      account: funder,
      log: () => undefined,
      demoDollar: true,
      changeDelaySeconds: 0,
    });
    const deploymentFile = path.join(folder, 'deployment.json');
    await writeFile(deploymentFile, JSON.stringify(deployment));
    const node = await startChild({
      name: 'node',
      script: path.join(root, 'node/main.ts'),
      flags: nodeFlags,
      args: ['--stop-with-stdin'],
      env: {
        PORT: '0',
        P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
        RPC_URL: chain.ready,
        DEPLOYMENT: deploymentFile,
        DATA_DIR: path.join(folder, 'node'),
        RATE_LIMIT: '1000000',
      },
      logFile: path.join(folder, 'node.log'),
      readyOf: (line) => /^ready (http\S+)$/.exec(line)?.[1],
      readyWithinSeconds: 120,
    });
    children.push(node);
    const client = connectNode(node.ready);
    await pause(settleMilliseconds);
    const started = await residentMegabytes(node.pid);

    log(`opening ${shops} shops`);
    const market: Market = { rpcUrl: chain.ready, deployment, funder, client };
    const [large, ...small] = await openShops(market, shops + 1);
    log('publishing their catalogues');
    const open = [...small];
    const worker = async () => {
      for (let account = open.pop(); account !== undefined; account = open.pop()) {
        await publishSample(market, account, listingsPerShop);
      }
    };
    await Promise.all(Array.from({ length: publishTogether }, worker));
    await pause(settleMilliseconds);
    const atRest = await residentMegabytes(node.pid);
    const postgres = await familyMegabytes(await postmasterPid(path.join(folder, 'node')));

    log(`publishing a shop of ${listings} listings`);
    const watch = watchMemory(node.pid);
    const began = performance.now();
    if (large !== undefined) await publishSample(market, large, listings);
    const publishSeconds = (performance.now() - began) / 1_000;
    const whilePublishing = watch.most();
    await pause(settleMilliseconds);
    return {
      started,
      atRest,
      postgres,
      whilePublishing,
      publishSeconds,
      afterwards: await residentMegabytes(node.pid),
    };
  } finally {
    for (const child of children.reverse()) await child.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The process that started all others of the node's PostgreSQL. */
async function postmasterPid(dataDir: string): Promise<number> {
  const [first] = (await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  return Number(first);
}

interface Market {
  rpcUrl: string;
  deployment: Deployment;
  funder: LocalAccount;
  client: NodeClient;
}

async function openShops({ rpcUrl, deployment, funder, client }: Market, count: number): Promise<ChainAccount[]> {
  const { contracts, chainId } = deployment;
  const wallet = createWalletClient({ account: funder, transport: http(rpcUrl) });
  // Safety: the deployment was asked for one.
  const token = contracts.demoDollar as Address;
  const opened: ChainAccount[] = [];
  let last = 0n;
  for (let number = 0; number < count; number++) {
    const account = connectAccount({ rpcUrl, chainId, account: privateKeyToAccount(generatePrivateKey()) });
    const hash = await wallet.sendTransaction({ chain: null, to: account.address, value: 10n ** 18n });
    await waitForTransactionReceipt(wallet, { hash, pollingInterval: 50 });
    const key: Hex = `0x${'11'.repeat(32)}`;
    await account.send({
      address: contracts.shops,
      abi: shopsAbi as Abi,
      functionName: 'open',
      args: [`0x${'00'.repeat(32)}`, key],
    });
    await account.send({ address: token, abi: demoDollarAbi as Abi, functionName: 'mint', args: [stakeUnits] });
    const permit = await account.permit(token, contracts.deposits, stakeUnits);
    const { block } = await account.send({
      address: contracts.deposits,
      abi: depositsAbi as Abi,
      functionName: 'stake',
      args: [token, stakeUnits, permit],
    });
    last = block;
    opened.push(account);
  }
  while ((await client.status()).block < Number(last)) await pause(100);
  return opened;
}

const publishSample = ({ deployment, client }: Market, { account, address }: ChainAccount, count: number) =>
  publishDrafts({
    client,
    account,
    shop: address,
    chainId: deployment.chainId,
    market: deployment.contracts.market,
    drafts: sampleDrafts(address, count, {
      token: deployment.contracts.demoDollar,
      arbitrator: deployment.contracts.court,
    }),
    replace: false,
    clock: () => Math.floor(Date.now() / 1_000),
  });
