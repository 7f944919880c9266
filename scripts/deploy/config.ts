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
  feeBps: z.int().min(0).max(500).default(defaultParameters.feeBps),
  minCoverageBps: z.int().min(500).max(10_000).default(defaultParameters.minCoverageBps),
  penaltyBps: z.int().min(0).max(5_000).default(defaultParameters.penaltyBps),
  answerWithinSeconds: windowSeconds.default(defaultParameters.answerWithinSeconds),
  escalateWithinSeconds: windowSeconds.default(defaultParameters.escalateWithinSeconds),
  ruleWithinSeconds: windowSeconds.default(defaultParameters.ruleWithinSeconds),
});
export type Parameters = z.infer<typeof parametersSchema>;

const jurorSchema = z
  .strictObject({
    seatUnits: storedUnits.refine((units) => units > 0n, 'must be above zero'),
    feeUnits: storedUnits,
  })
  .refine(({ seatUnits, feeUnits }) => feeUnits <= seatUnits / 10n, {
    path: ['feeUnits'],
    message: 'must be at most a tenth of seatUnits',
  });

const tokenSchema = z.strictObject({
  address: accountSchema,
  decimals: z.int().min(0).max(36),
  minStakeUnits: storedUnits,
  maxOrderUnits: storedUnits,
  juror: jurorSchema.optional(),
});
/** A token that the market accepts, amounts in its units. */
export type AcceptedToken = z.infer<typeof tokenSchema>;

const configSchema = z.strictObject({
  rpcUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  admin: accountSchema,
  treasury: accountSchema.optional(),
  changeDelaySeconds: z
    .int()
    .min(0)
    .max(30 * DAY)
    .default(defaultChangeDelaySeconds),
  parameters: parametersSchema.default(defaultParameters),
  tokens: z
    .array(tokenSchema)
    .max(50)
    .refine((tokens) => new Set(tokens.map(({ address }) => address)).size === tokens.length, 'has a token twice')
    .default([]),
  salt: z.string().max(64).default(''),
  confirmations: z.int().min(1).max(64).default(1),
  demoDollar: z.boolean().default(false),
});
export type DeployConfig = z.infer<typeof configSchema>;

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
