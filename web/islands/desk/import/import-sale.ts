import { type ShopSettings, shopSettingsSchema } from '../../../../protocol/products/shop-settings.ts';
import type { Locale } from '../../../locale.ts';
import { checkZones } from '../check-zones.ts';
import { type Problem, problemsOf } from '../problems.ts';
import type { UsualSale } from '../usual-sale.ts';

/** How the goods of a file are sold, and the language that they are described in, where the file does not say so. */
export type ImportSale = UsualSale & { language: Locale };

export type CheckedSale = { ok: true; settings: ShopSettings } | { ok: false; problems: readonly Problem[] };

const DAY = 86_400;
const fields: Readonly<Record<string, string>> = {
  shipWithinSeconds: 'shipWithinDays',
  inspectWithinSeconds: 'inspectWithinDays',
  commissionBps: 'commissionPercent',
};

/** Checks it by the schema that the command line's settings have too. @param decimals of the market's token */
export function checkSale(sale: ImportSale, decimals: number): CheckedSale {
  const checked = checkZones(sale.zones, decimals);
  const settings = shopSettingsSchema.safeParse({
    language: sale.language,
    shipWithinSeconds: Math.round(sale.shipWithinDays * DAY),
    inspectWithinSeconds: Math.round(sale.inspectWithinDays * DAY),
    commissionBps: Math.round(sale.commissionPercent * 100),
    ...(checked.ok ? { delivery: checked.zones } : {}),
  });
  if (checked.ok && settings.success) return { ok: true, settings: settings.data };
  return {
    ok: false,
    problems: [
      ...(settings.success
        ? []
        : problemsOf(settings.error, (path) => fields[String(path[0])] ?? path.map(String).join('.'))),
      ...(checked.ok ? [] : checked.problems),
    ],
  };
}
