import type { LocalAccount, PublicClient, TransactionReceipt } from 'viem';
import { parseAbiItem } from 'viem';
import { type ContractAddresses, type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import type { Address } from '../../protocol/primitives.ts';
import { contractKeys, deployerAddress, type PlannedAddresses, planAddresses, saltOf } from './addresses.ts';
import { type Administration, administrationSteps, checkRoles } from './administration.ts';
import { checkTokens } from './check-tokens.ts';
import type { AcceptedToken, DeployConfig } from './config.ts';
import { checkInstructions, connect, rpcFailure } from './connect.ts';
import { creationSteps, deployerSteps } from './creation.ts';
import { defaultChangeDelaySeconds, defaultParameters, demoDollarJurorTerms, demoDollarTerms } from './defaults.ts';
import { createProxy, fundingSteps, hasProxy } from './proxy.ts';
import { checkNothingPending, sendSteps } from './send.ts';
import { verifyDeployment } from './verify.ts';

export interface DeployOptions extends Partial<Omit<DeployConfig, 'rpcUrl'>> {
  rpcUrl: string;
  /** Pays, and administers until everything is set up. Default admin; the admin is the default treasury. */
  account: LocalAccount;
  log: (line: string) => void;
  /** What an earlier run of this deployment gave, if it is known: it saves looking for the first block. */
  recorded?: Deployment | undefined;
}

interface Prepared {
  options: DeployOptions;
  client: PublicClient;
  chainId: number;
  salt: string;
  at: PlannedAddresses;
  wanted: Administration;
}

async function prepare(options: DeployOptions): Promise<Prepared> {
  const { rpcUrl, salt = '', tokens = [] } = options;
  const { client, chainId } = await connect(rpcUrl);
  const account = options.account.address.toLowerCase() as Address;
  const at = planAddresses({ account, salt });
  const admin = options.admin ?? account;
  await checkInstructions(client);
  await checkTokens(client, tokens);
  const { accepted: _, ...dollar } = demoDollarTerms;
  const demoDollar: AcceptedToken = { address: at.demoDollar, ...dollar, juror: demoDollarJurorTerms };
  const wanted: Administration = {
    client,
    at,
    account,
    admin: admin.toLowerCase() as Address,
    treasury: (options.treasury ?? admin).toLowerCase() as Address,
    changeDelaySeconds: options.changeDelaySeconds ?? defaultChangeDelaySeconds,
    parameters: options.parameters ?? defaultParameters,
    tokens: options.demoDollar ? [...tokens, demoDollar] : tokens,
  };
  return { options, client, chainId, salt, at, wanted };
}

const creationsOf = ({ options, client, chainId, at, salt, wanted }: Prepared) =>
  creationSteps({
    client,
    chainId,
    at,
    salt,
    wanted: contractKeys.filter((key) => key !== 'demoDollar' || options.demoDollar),
    first: wanted,
  });

const deployedEvent = parseAbiItem('event Deployed(address indexed account, bytes32 indexed salt, address created)');

/** Finds the block of the first contract; 0 is as right, only slower to read from. */
async function firstBlock({ options, client, at, salt, wanted }: Prepared, receipts: TransactionReceipt[] | undefined) {
  if (receipts !== undefined) return Math.min(...receipts.map(({ blockNumber }) => Number(blockNumber)));
  if (options.recorded?.contracts.market === at.market) return options.recorded.block;
  const events = await Promise.all(
    contractKeys.map((key) =>
      client.getLogs({
        address: deployerAddress(),
        event: deployedEvent,
        args: { account: wanted.account, salt: saltOf(key, salt) },
        fromBlock: 0n,
        toBlock: 'latest',
      }),
    ),
  ).catch(() => []);
  const blocks = events.flat().map(({ blockNumber }) => Number(blockNumber));
  if (blocks.length > 0) return Math.min(...blocks);
  options.log('the chain does not tell the block of the first contract: nodes will read from block 0');
  return 0;
}

/** What a deployment would be, and what is missing of it. */
interface DeploymentPlan {
  chainId: number;
  contracts: ContractAddresses;
  /** Names of the missing steps, in order. */
  steps: string[];
}

/**
 * Tells what a deployment would do, and changes nothing.
 * @param options as for `deployVouch`
 * @returns chain, addresses, and the name of each step that is missing
 * @throws VouchError as `deployVouch` where it finds something wrong before it sends anything
 */
export const planDeployment = (options: DeployOptions): Promise<DeploymentPlan> =>
  plan(options).catch((cause) => {
    throw rpcFailure(cause);
  });

async function plan(options: DeployOptions): Promise<DeploymentPlan> {
  const prepared = await prepare(options);
  const { client, chainId, at, wanted } = prepared;
  const proxySteps = (await hasProxy(client)) ? [] : ['pay for the deployment proxy', 'create the deployment proxy'];
  const { present, steps } = await creationsOf(prepared);
  const isNew = !present.includes('accessManager') || !present.includes('settings');
  const last = await administrationSteps(wanted, { isNew, log: options.log });
  const names = [...(await deployerSteps(client)), ...steps, ...last].map(({ name }) => name);
  const { demoDollar, ...core } = at;
  return { chainId, contracts: options.demoDollar ? at : core, steps: [...proxySteps, ...names] };
}

/**
 * Deploys Vouch, or finds the deployment that the account made before: the addresses follow from account and salt, so a
 * second call changes nothing, and a call after a crash goes on where the first stopped.
 * @param options where, by whom, and what the settings say
 * @returns chain, first block and addresses
 * @throws VouchError `deployment.*`: what is there and should not be, who administers and should not, what a step failed by
 */
export const deployVouch = (options: DeployOptions): Promise<Deployment> =>
  deploy(options).catch((cause) => {
    throw rpcFailure(cause);
  });

async function deploy(options: DeployOptions): Promise<Deployment> {
  const prepared = await prepare(options);
  const { client, chainId, at, wanted } = prepared;
  const { account, log, confirmations = 1, rpcUrl } = options;
  const sender = { client, account, confirmations, log };
  await checkNothingPending(sender);
  let sent = 0;
  const send: typeof sendSteps = async (...args) => {
    sent += args[1].length;
    return sendSteps(...args);
  };

  if (!(await hasProxy(client))) {
    await send(sender, await fundingSteps(client));
    log('create the deployment proxy');
    await createProxy(client);
  }
  await send(sender, await deployerSteps(client));
  const { present, steps } = await creationsOf(prepared);
  const receipts = await send(sender, steps);
  await send(sender, await administrationSteps(wanted, { isNew: false, log }));

  const { demoDollar, ...core } = at;
  const deployment = deploymentSchema.parse({
    chainId,
    block: await firstBlock(prepared, present.length === 0 ? receipts : undefined),
    contracts: options.demoDollar || present.includes('demoDollar') ? at : core,
  });
  await verifyDeployment({ rpcUrl, deployment });
  await checkRoles(wanted);
  log(sent === 0 ? 'everything is there already' : 'everything is there, and as it should be');
  return deployment;
}
