import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { deliveryZoneSchema } from '../../protocol/delivery.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { addressSchema, bpsSchema, countrySchema, languageSchema } from '../../protocol/primitives.ts';
import { localisedSchema } from '../../protocol/text.ts';
import { validate } from '../../protocol/validate.ts';

const DAY = 86_400;

/** What a product file does not say: how the shop sells. */
export const shopSettingsSchema = z
  .strictObject({
    language: languageSchema.default('en'),
    shipWithinSeconds: z
      .int()
      .min(3_600)
      .max(30 * DAY)
      .default(7 * DAY),
    inspectWithinSeconds: z
      .int()
      .min(3_600)
      .max(30 * DAY)
      .default(14 * DAY),
    /** Part of every order that the deposit covers. */
    coverageBps: bpsSchema.default(2_000),
    commissionBps: bpsSchema.default(500),
    /** Part of the commission for the promoter's parent. */
    parentBps: bpsSchema.default(2_000),
    hostBps: bpsSchema.default(100),
    arbitrator: addressSchema.optional(),
    token: addressSchema.optional(),
    /** Prices in token units; everywhere for free when left out. */
    delivery: z
      .array(deliveryZoneSchema)
      .min(1)
      .max(limits.deliveryZones)
      .default([
        {
          zone: 'world',
          name: { en: 'Standard delivery', 'zh-CN': '标准配送' },
          countries: ['*'],
          firstUnits: '0',
          furtherUnits: '0',
          minDays: 3,
          maxDays: 14,
        },
      ]),
    place: z
      .strictObject({ country: countrySchema, city: localisedSchema(limits.optionCharacters).optional() })
      .optional(),
  })
  .refine((settings) => settings.commissionBps + settings.hostBps <= limits.sharesBps, {
    path: ['commissionBps'],
    message: `commission and host share together are at most ${limits.sharesBps} bps`,
  });
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

/**
 * Reads the shop's settings: a JSON file, with single values set over it.
 * @param file path of the file, or undefined for the defaults
 * @param over values that win over the file's
 * @throws VouchError `settings.not_found`, `settings.malformed`, `settings.invalid`
 */
export async function readShopSettings(file: string | undefined, over: Record<string, unknown>): Promise<ShopSettings> {
  const base = file === undefined ? {} : await readJson(file);
  const defined = Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined));
  return unwrap(validate(shopSettingsSchema, { ...base, ...defined }, 'settings'));
}

async function readJson(file: string): Promise<object> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new VouchError({
      code: 'settings.not_found',
      message: `${file} cannot be read.`,
      hint: 'Check the path after --settings.',
      cause,
    });
  }
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new VouchError({
      code: 'settings.malformed',
      message: `${file} is not JSON.`,
      hint: 'Correct the file.',
      cause,
    });
  }
}
