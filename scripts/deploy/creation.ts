import { concatHex, encodeFunctionData, type PublicClient, parseAbi } from 'viem';
import { zeroBytes32 } from '../../protocol/primitives.ts';
import {
  type ContractKey,
  contractKeys,
  deployerAddress,
  type PlannedAddresses,
  proxyAddress,
  saltOf,
} from './addresses.ts';
import { blueprints, type FirstState, initCodeOf } from './blueprints.ts';
import { checkCode, checkSameCode } from './check-code.ts';
import { codesOf } from './codes.ts';
import { compiled } from './compiled.ts';
import type { Step } from './step.ts';

const deployerAbi = parseAbi(['function deploy(bytes32 salt, bytes initCode) returns (address created)']);

/** The step that creates `Deployer.sol`, unless it is there. */
export async function deployerSteps(client: PublicClient): Promise<Step[]> {
  const { creation, runtime } = compiled('Deployer');
  const code = await client.getCode({ address: deployerAddress() });
  if (code === undefined)
    return [{ name: 'create Deployer', to: proxyAddress, data: concatHex([zeroBytes32, creation]) }];
  checkSameCode({ contract: 'Deployer', code, expected: runtime });
  return [];
}

/**
 * The steps that create what is missing. What is there is checked.
 * @throws VouchError `deployment.code_mismatch`, `deployment.miswired`
 */
export async function creationSteps(options: {
  client: PublicClient;
  chainId: number;
  at: PlannedAddresses;
  wanted: readonly ContractKey[];
  first: FirstState;
  salt: string;
}): Promise<{ present: ContractKey[]; steps: Step[] }> {
  const { client, chainId, at, wanted, first, salt } = options;
  const codes = await codesOf(client, at);
  const present = contractKeys.filter((key) => codes.has(key));
  checkCode({ at, codes, chainId });
  const made = blueprints(at);
  const steps = wanted
    .filter((key) => !codes.has(key))
    .map((key) => ({
      name: `create ${made[key].name}`,
      to: deployerAddress(),
      data: encodeFunctionData({
        abi: deployerAbi,
        functionName: 'deploy',
        args: [saltOf(key, salt), initCodeOf(made[key], first)],
      }),
    }));
  return { present, steps };
}
