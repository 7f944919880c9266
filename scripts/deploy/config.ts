import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { addressSchema, unitsSchema } from '../../protocol/primitives.ts';
import { validate } from '../../protocol/validate.ts';
import { defaultChangeDelaySeconds, defaultParameters } from './defaults.ts';

const DAY = 86_400;

/** The bounds that `Settings.sol` has, so that a wrong value is found before it costs gas. */
const windowSeconds = z
  .int()
  .min(3_600)
  .max(30 * DAY);
const storedUnits = unitsSchema.refine((units) => units < 1n << 96n, 'must fit 96 bits');
const accountSchema = addressSchema.refine((address) => BigInt(address) !== 0n, 'must not be the zero address');

const parametersSchema = z.strictObject({
  feeBps: z
    .int()
    .min(0)
    .max(500)
    .default(defaultParameters.feeBps)
    .describe("the protocol's part of what a seller keeps"),
  minCoverageBps: z
    .int()
    .min(500)
    .max(10_000)
    .default(defaultParameters.minCoverageBps)
    .describe('least coverage that an offer may name'),
  penaltyBps: z
    .int()
    .min(0)
    .max(5_000)
    .default(defaultParameters.penaltyBps)
    .describe('part of the coverage that a buyer gets when the seller did not ship'),
  answerWithinSeconds: windowSeconds
    .default(defaultParameters.answerWithinSeconds)
    .describe('time of a seller to answer a dispute'),
  escalateWithinSeconds: windowSeconds
    .default(defaultParameters.escalateWithinSeconds)
    .describe('time to take a dispute to the arbitrator'),
  ruleWithinSeconds: windowSeconds
    .default(defaultParameters.ruleWithinSeconds)
    .describe('time of the arbitrator to rule'),
});
export type Parameters = z.infer<typeof parametersSchema>;

const jurorSchema = z
  .strictObject({
    seatUnits: storedUnits
      .refine((units) => units > 0n, 'must be above zero')
      .describe('stake of one juror; never changes again'),
    feeUnits: storedUnits.describe('least pay of one juror, at most a tenth of the stake'),
  })
  .refine(({ seatUnits, feeUnits }) => feeUnits <= seatUnits / 10n, {
    path: ['feeUnits'],
    message: 'must be at most a tenth of seatUnits',
  });

const tokenSchema = z.strictObject({
  address: accountSchema.describe('a token that the market accepts'),
  decimals: z.int().min(0).max(36).describe('as the token itself says'),
  minStakeUnits: storedUnits.describe('least deposit at which nodes carry a shop'),
  maxOrderUnits: storedUnits.describe('largest order'),
  juror: jurorSchema.optional(),
});
/** A token that the market accepts, amounts in its units. */
export type AcceptedToken = z.infer<typeof tokenSchema>;

const configSchema = z.strictObject({
  rpcUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .describe('JSON-RPC endpoint of the chain'),
  admin: accountSchema.describe('account, best a multisig, that may change settings after the delay'),
  treasury: accountSchema.optional().describe('account that may collect the fees; the admin by default'),
  changeDelaySeconds: z
    .int()
    .min(0)
    .max(30 * DAY)
    .default(defaultChangeDelaySeconds)
    .describe('how long a change of settings is announced before it can be made'),
  parameters: parametersSchema.default(defaultParameters),
  tokens: z
    .array(tokenSchema)
    .max(50)
    .refine((tokens) => new Set(tokens.map(({ address }) => address)).size === tokens.length, 'has a token twice')
    .default([]),
  salt: z
    .string()
    .max(64)
    .default('')
    .describe('tells deployments of one account apart: another salt, other addresses'),
  confirmations: z.int().min(1).max(64).default(1).describe('blocks after which a transaction counts'),
  demoDollar: z.boolean().default(false).describe('also creates play money that anybody can mint'),
});
export type DeployConfig = z.infer<typeof configSchema>;

/** What the file may say, as JSON Schema. */
export const deployConfigJsonSchema = () => z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });

/**
 * Reads the file that says how to deploy.
 * @throws VouchError `config.missing`; `config.invalid` naming the field and its limit
 */
export async function readDeployConfig(file: string): Promise<DeployConfig> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new VouchError({
      code: 'config.missing',
      message: `${file} cannot be read.`,
      hint: 'Name the file that says how to deploy: --config deploy.json',
      cause,
      details: { field: 'config' },
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new VouchError({
      code: 'config.invalid',
      message: `${file} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
      details: { field: 'config' },
    });
  }
  return unwrap(validate(configSchema, value, 'config'));
}
