import { parseArgs } from 'node:util';
import { privateKeyToAccount } from 'viem/accounts';
import { VouchError } from '../../protocol/errors.ts';
import { addressSchema, bytes32Schema } from '../../protocol/primitives.ts';
import { deployVouch } from './deploy.ts';

/**
 * Deploys to any chain: `DEPLOYER_KEY=0x… node scripts/deploy/main.ts --rpc-url https://… [--admin 0x…]
 * [--treasury 0x…] [--demo-dollar]`. Progress goes to standard error, the deployment as JSON to standard output.
 */
const { values } = parseArgs({
  options: {
    'rpc-url': { type: 'string' },
    admin: { type: 'string' },
    treasury: { type: 'string' },
    'demo-dollar': { type: 'boolean', default: false },
  },
});
const key = bytes32Schema.safeParse(process.env.DEPLOYER_KEY);
const rpcUrl = values['rpc-url'];
if (!key.success || rpcUrl === undefined) {
  throw new VouchError({
    code: 'deployment.bad_request',
    message: 'A deployment needs --rpc-url and, in the environment, DEPLOYER_KEY with 32 bytes of hex.',
  });
}
const deployment = await deployVouch({
  rpcUrl,
  account: privateKeyToAccount(key.data),
  log: (line) => console.error(line),
  demoDollar: values['demo-dollar'],
  ...(values.admin === undefined ? {} : { admin: addressSchema.parse(values.admin) }),
  ...(values.treasury === undefined ? {} : { treasury: addressSchema.parse(values.treasury) }),
});
console.log(JSON.stringify(deployment, null, 2));
