import { z } from 'zod';
import { deliveryZoneSchema } from '../delivery.ts';
import { limits } from '../limits.ts';
import { addressSchema, bpsSchema, countrySchema, languageSchema } from '../primitives.ts';
import { localisedSchema } from '../text.ts';

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
