import {
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hash,
  http,
  type LocalAccount,
  type PublicClient,
} from 'viem';
import { type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import { defaultChangeDelaySeconds } from './defaults.ts';
import { type PlannedAddresses, planAddresses, planSteps, type Step } from './plan.ts';
import { deployedContracts, verifyWiring } from './verify.ts';

export interface DeployOptions {
  rpcUrl: string;
  account: LocalAccount;
  log: (line: string) => void;
  /** Also creates the demo dollar and accepts it. Default false. */
  demoDollar?: boolean;
  /** Who may change parameters after the delay. Default: the account. */
  admin?: Address;
  /** Who may collect the fees. Default: the admin. */
  treasury?: Address;
  /** How long a change is announced before it can be made. Default two days. */
  changeDelaySeconds?: number;
  /** Nonce of the first transaction. Default: 0 when that deployment exists or can begin, else the next nonce. */
  firstNonce?: number;
}

const pollMilliseconds = 25;

/** Picks the nonce that the deployment begins at. A foreign account that was used before begins at its next nonce. */
async function chooseNonce(client: PublicClient, deployer: Address, next: number): Promise<number> {
  if (next === 0) return 0;
  const { accessManager, settings } = planAddresses({ deployer, firstNonce: 0 });
  const [manager, code] = await Promise.all([
    client.getCode({ address: accessManager }),
    client.getCode({ address: settings }),
  ]);
  return manager === undefined || (code === undefined && next > 1) ? next : 0;
}

async function sendSteps(
  options: DeployOptions,
  client: PublicClient,
  steps: readonly Step[],
  nonce: number,
): Promise<Hash[]> {
  const wallet = createWalletClient({ account: options.account, chain: client.chain, transport: http(options.rpcUrl) });
  const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
  const hashes: Hash[] = [];
  for (const [position, { name, to, data, gas }] of steps.entries()) {
    options.log(name);
    const hash = await wallet.sendTransaction({
      chain: client.chain,
      maxFeePerGas,
      maxPriorityFeePerGas,
      nonce: nonce + position,
      to: to ?? null,
      data,
      gas,
    });
    hashes.push(hash);
  }
  return hashes;
}

async function awaitSteps(client: PublicClient, steps: readonly Step[], hashes: readonly Hash[]): Promise<void> {
  const receipts = await Promise.all(hashes.map((hash) => client.waitForTransactionReceipt({ hash })));
  const failed = receipts.findIndex((receipt) => receipt.status !== 'success');
  if (failed === -1) return;
  throw new VouchError({
    code: 'deployment.reverted',
    message: `The deployment stopped: "${steps[failed]?.name}" was reverted.`,
    hint: 'Deploy again from a fresh account; half a deployment holds nobody’s money.',
    details: { transaction: hashes[failed] },
  });
}

/** Finds the block of the first contract by the event of its constructor; 0 is as right, only slower to read from. */
async function firstBlock(client: PublicClient, at: PlannedAddresses, log: DeployOptions['log']): Promise<number> {
  const [first] = await client.getLogs({ address: at.accessManager, fromBlock: 0n, toBlock: 'latest' });
  if (first === undefined) log('the chain has no logs of the first contract any more: reading will begin at block 0');
  return Number(first?.blockNumber ?? 0n);
}

/**
 * Deploys Vouch, or finds the deployment that the account made before: the addresses follow from account and nonce, so
 * a second call changes nothing, and a call after a crash goes on where the first stopped.
 * @param options where, by whom, and who administers
 * @returns chain, first block and addresses
 * @throws VouchError `deployment.reverted`, `deployment.incomplete`, `deployment.miswired`
 */
export async function deployVouch(options: DeployOptions): Promise<Deployment> {
  const { rpcUrl, account } = options;
  const transport = http(rpcUrl);
  const chainId = await createPublicClient({ transport }).getChainId();
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createPublicClient({ chain, transport, pollingInterval: pollMilliseconds });
  const deployer = account.address;
  const next = await client.getTransactionCount({ address: deployer, blockTag: 'pending' });
  const firstNonce = options.firstNonce ?? (await chooseNonce(client, deployer, next));
  const admin = options.admin ?? deployer;
  const steps = planSteps({
    deployer,
    firstNonce,
    admin,
    treasury: options.treasury ?? admin,
    changeDelaySeconds: options.changeDelaySeconds ?? defaultChangeDelaySeconds,
    demoDollar: options.demoDollar ?? false,
  });
  const addresses = planAddresses({ deployer, firstNonce });
  const missing = steps.slice(Math.max(next - firstNonce, 0));
  if (missing.length > 0) {
    const hashes = await sendSteps(options, client, missing, firstNonce + steps.length - missing.length);
    await awaitSteps(client, missing, hashes);
  }
  const { demoDollar, ...core } = addresses;
  const present = await deployedContracts(client, addresses);
  const wanted = options.demoDollar ? addresses : core;
  const absent = Object.keys(wanted).filter((name) => !present.has(name as keyof PlannedAddresses));
  if (absent.length > 0) {
    throw new VouchError({
      code: 'deployment.incomplete',
      message: `There is no code where ${absent.join(', ')} should be.`,
      hint: 'The account sent other transactions in between. Deploy from a fresh account or name another first nonce.',
      details: { field: 'firstNonce', firstNonce },
    });
  }
  await verifyWiring(client, addresses);
  options.log(missing.length === 0 ? 'the contracts are there already' : 'the contracts are there and name each other');
  return deploymentSchema.parse({
    chainId,
    block: await firstBlock(client, addresses, options.log),
    contracts: present.has('demoDollar') ? addresses : core,
  });
}
