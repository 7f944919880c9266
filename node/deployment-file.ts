import { readFile } from 'node:fs/promises';
import { type Deployment, deploymentSchema } from '../protocol/deployment.ts';
import { VouchError } from '../protocol/errors.ts';
import { validate } from '../protocol/validate.ts';

/**
 * Reads the file with chain ID and contract addresses.
 * @throws VouchError `config.deployment_missing`, `config.deployment_invalid`
 */
export async function readDeployment(file: string): Promise<Deployment> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new VouchError({
      code: 'config.deployment_missing',
      message: `DEPLOYMENT: ${file} cannot be read.`,
      hint: 'Set DEPLOYMENT to the file with chain ID and contract addresses.',
      cause,
      details: { field: 'DEPLOYMENT' },
    });
  }
  const checked = validate(deploymentSchema, parseJson(text), 'deployment');
  if (checked.ok) return checked.value;
  throw new VouchError({
    code: 'config.deployment_invalid',
    message: `DEPLOYMENT: ${file}: ${checked.error.message}`,
    hint: 'Take the file that the deployment printed.',
    cause: checked.error,
    details: { field: 'DEPLOYMENT', issues: checked.error.details.issues },
  });
}

/** What is no JSON fails the schema like any other wrong value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
