import type { Deployment } from '../../protocol/deployment.ts';
import { VouchError } from '../../protocol/errors.ts';
import { checkCode } from './check-code.ts';
import { codesOf } from './codes.ts';
import { connect } from './connect.ts';

/**
 * Checks that the contracts of a deployment are on the chain, and are those that this version would create.
 * @throws VouchError `deployment.chain_wrong`, `deployment.incomplete`, `deployment.code_mismatch`, `deployment.miswired`
 */
export async function verifyDeployment({
  rpcUrl,
  deployment,
}: {
  rpcUrl: string;
  deployment: Deployment;
}): Promise<void> {
  const { client, chainId } = await connect(rpcUrl);
  if (chainId !== deployment.chainId) {
    throw new VouchError({
      code: 'deployment.chain_wrong',
      message: `The deployment is on chain ${deployment.chainId}, and this is chain ${chainId}.`,
      details: { field: 'chainId' },
    });
  }
  const codes = await codesOf(client, deployment.contracts);
  const missing = Object.keys(deployment.contracts).filter(
    (key) => !codes.has(key as keyof typeof deployment.contracts),
  );
  if (missing.length > 0) {
    throw new VouchError({
      code: 'deployment.incomplete',
      message: `There is no code where ${missing.join(', ')} should be.`,
      hint: 'Deploy again: it goes on where it stopped.',
      details: { field: missing[0] as string },
    });
  }
  checkCode({ at: deployment.contracts, codes, chainId });
}
