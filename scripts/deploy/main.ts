import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { privateKeyToAccount } from 'viem/accounts';
import { type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { bytes32Schema } from '../../protocol/primitives.ts';
import { validate } from '../../protocol/validate.ts';
import { CHAIN_ID } from '../chain/chain-settings.ts';
import { readDeployConfig } from './config.ts';
import { connect } from './connect.ts';
import { deployVouch, planDeployment } from './deploy.ts';

const usage = `Deploys the contracts to a chain, or finds those that the account deployed before.

  DEPLOYER_KEY=0x… npm run deploy -- --config deploy.json

  --config    file that says where and how; docs/operators.md describes it
  --dry-run   print addresses and missing steps, and send nothing
  --out       file for the addresses; protocol/addresses/<chain ID>.json by default, none for the local chain

Progress goes to standard error, the deployment as JSON to standard output.`;

const addressesFile = (chainId: number): string =>
  join(import.meta.dirname, '../../protocol/addresses', `${chainId}.json`);

const readRecorded = async (file: string): Promise<Deployment | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : unwrap(validate(deploymentSchema, JSON.parse(text), 'deployment'));
};

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      out: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const key = bytes32Schema.safeParse(process.env.DEPLOYER_KEY);
  if (values.config === undefined || !key.success) {
    throw new VouchError({
      code: 'deployment.bad_request',
      message: key.success
        ? '--config must name the file that says where and how to deploy.'
        : 'DEPLOYER_KEY must be set in the environment: 0x and 64 hex digits.',
      hint: usage,
      details: { field: key.success ? 'config' : 'DEPLOYER_KEY' },
    });
  }
  const config = await readDeployConfig(values.config);
  const { chainId } = await connect(config.rpcUrl);
  const file = values.out ?? (chainId === CHAIN_ID ? undefined : addressesFile(chainId));
  const options = {
    ...config,
    account: privateKeyToAccount(key.data),
    log: (line: string) => console.error(line),
    recorded: file === undefined ? undefined : await readRecorded(file),
  };
  if (values['dry-run']) {
    console.log(JSON.stringify(await planDeployment(options), null, 2));
    return;
  }
  const text = `${JSON.stringify(await deployVouch(options), null, 2)}\n`;
  if (file !== undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.error(`written to ${file}`);
  }
  process.stdout.write(text);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof VouchError)) throw error;
  console.error(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
  process.exitCode = 1;
}
