import { type Abi, encodeFunctionData, type PublicClient } from 'viem';
import { accessManagerAbi } from '../../protocol/abi/access-manager.ts';
import { settingsAbi } from '../../protocol/abi/settings.ts';
import type { ContractAddresses } from '../../protocol/deployment.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { AcceptedToken, Parameters } from './config.ts';
import type { Step } from './step.ts';

/** What a deployment ends with: settings, and who may change them how fast. */
export interface Administration {
  client: PublicClient;
  at: ContractAddresses;
  account: Address;
  admin: Address;
  changeDelaySeconds: number;
  treasury: Address;
  parameters: Parameters;
  tokens: readonly AcceptedToken[];
}

/** The role of the AccessManager that may do everything. */
const administrator = 0n;

const roleOf = async ({ client, at }: Administration, account: Address) => {
  const [isMember, delaySeconds] = await client.readContract({
    address: at.accessManager,
    abi: accessManagerAbi,
    functionName: 'hasRole',
    args: [administrator, account],
  });
  return { isMember, delaySeconds };
};

const settingStep = (at: ContractAddresses, name: string, functionName: string, args: readonly unknown[]): Step => ({
  name,
  to: at.settings,
  data: encodeFunctionData({ abi: settingsAbi as Abi, functionName, args }),
});

const roleStep = (at: ContractAddresses, name: string, functionName: string, args: readonly unknown[]): Step => ({
  name,
  to: at.accessManager,
  data: encodeFunctionData({ abi: accessManagerAbi as Abi, functionName, args: [administrator, ...args] }),
});

/** A value as text, whatever the order of its members. */
const textOf = (value: object): string =>
  JSON.stringify(
    Object.entries(value)
      .map(([name, member]) => [name, String(member).toLowerCase()])
      .sort(),
  );

/** The steps that make the settings what they should be. */
async function settingSteps(wanted: Administration, isNew: boolean): Promise<Step[]> {
  const { client, at, treasury, parameters, tokens } = wanted;
  const read = { address: at.settings, abi: settingsAbi } as const;
  const steps: Step[] = [];
  if (!isNew) {
    const [foundTreasury, found] = await Promise.all([
      client.readContract({ ...read, functionName: 'treasury' }),
      client.readContract({ ...read, functionName: 'parameters' }),
    ]);
    if (foundTreasury.toLowerCase() !== treasury) {
      steps.push(settingStep(at, 'set the treasury', 'setTreasury', [treasury]));
    }
    if (textOf(found) !== textOf(parameters)) {
      steps.push(settingStep(at, 'set the parameters', 'setParameters', [parameters]));
    }
  }
  for (const { address, juror, ...limits } of tokens) {
    const terms = { accepted: true, ...limits };
    const [found, foundJuror] = isNew
      ? []
      : await Promise.all([
          client.readContract({ ...read, functionName: 'tokenTerms', args: [address] }),
          client.readContract({ ...read, functionName: 'jurorTerms', args: [address] }),
        ]);
    if (found === undefined || textOf(found) !== textOf(terms)) {
      steps.push(settingStep(at, `accept token ${address}`, 'setToken', [address, terms]));
    }
    if (juror !== undefined && (foundJuror === undefined || textOf(foundJuror) !== textOf(juror))) {
      steps.push(settingStep(at, `let jurors stake ${address}`, 'setJurorTerms', [address, juror]));
    }
  }
  return steps;
}

/**
 * The steps that set everything up and hand administration over, in this order; none when that was done before.
 * @param options `isNew`: the contracts are not there yet, so there is nothing to read; `log` hears what differs and
 * only the administrator can change
 */
export async function administrationSteps(
  wanted: Administration,
  { isNew, log }: { isNew: boolean; log: (line: string) => void },
): Promise<Step[]> {
  const { at, account, admin, changeDelaySeconds } = wanted;
  const nobody = { isMember: false, delaySeconds: 0 };
  const own = isNew ? { isMember: true, delaySeconds: 0 } : await roleOf(wanted, account);
  const settings = await settingSteps(wanted, isNew);
  if (!own.isMember || own.delaySeconds > 0) {
    for (const { name } of settings) log(`not done, because only the administrator can: ${name}`);
    return [];
  }
  const now = isNew ? nobody : await roleOf(wanted, admin);
  const roles: Step[] = [];
  if (!now.isMember || now.delaySeconds !== changeDelaySeconds) {
    roles.push(roleStep(at, `make ${admin} administrator`, 'grantRole', [admin, changeDelaySeconds]));
  }
  if (admin !== account) roles.push(roleStep(at, 'give up administration', 'renounceRole', [account]));
  return [...settings, ...roles];
}

/**
 * Checks on the chain who administers.
 * @throws VouchError `deployment.roles_wrong` naming what is not as it should be
 */
export async function checkRoles(wanted: Administration): Promise<void> {
  const { client, at, account, admin, changeDelaySeconds } = wanted;
  const [authority, own, theirs] = await Promise.all([
    client.readContract({ address: at.settings, abi: settingsAbi, functionName: 'authority' }),
    roleOf(wanted, account),
    roleOf(wanted, admin),
  ]);
  const wrong = (field: string, message: string) =>
    new VouchError({
      code: 'deployment.roles_wrong',
      message,
      hint: 'Correct the config if administration changed hands since; else nobody should trust this deployment.',
      details: { field },
    });
  if (authority.toLowerCase() !== at.accessManager) {
    throw wrong('settings', `The settings obey ${authority}, not the access manager of this deployment.`);
  }
  if (admin !== account && own.isMember) throw wrong('account', `${account}, who deployed, still administers.`);
  if (!theirs.isMember) throw wrong('admin', `${admin} does not administer.`);
  if (theirs.delaySeconds !== changeDelaySeconds) {
    throw wrong(
      'changeDelaySeconds',
      `${admin} may change settings after ${theirs.delaySeconds} seconds, not ${changeDelaySeconds}.`,
    );
  }
}
