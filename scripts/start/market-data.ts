import { readDeployment } from '../../node/deployment-file.ts';
import type { Deployment } from '../../protocol/deployment.ts';
import { VouchError } from '../../protocol/errors.ts';
import { verifyDeployment } from '../deploy/verify.ts';
import type { Places } from './places.ts';

const outdated = ({ dataDir }: Places, cause: unknown): VouchError =>
  new VouchError({
    code: 'start.data_outdated',
    message: `The market in ${dataDir} was made by another version of Vouch. ${cause instanceof Error ? cause.message : ''}`,
    hint: `Move ${dataDir} away, or start with another folder: DATA_DIR=other npm start`,
    cause,
    details: { field: 'DATA_DIR' },
  });

/**
 * Reads where the contracts of a market are that was started before.
 * @throws VouchError `start.data_outdated`
 */
export const readMarketDeployment = (places: Places): Promise<Deployment> =>
  readDeployment(places.deployment).catch((cause) => {
    throw outdated(places, cause);
  });

/**
 * Checks that the contracts of a market that was started before are those of this version.
 * @throws VouchError `start.data_outdated`; `deployment.unreachable` when the chain does not answer
 */
export async function checkMarketDeployment(options: {
  places: Places;
  deployment: Deployment;
  rpcUrl: string;
}): Promise<void> {
  await verifyDeployment(options).catch((cause) => {
    throw cause instanceof VouchError && !cause.retryable ? outdated(options.places, cause) : cause;
  });
}
