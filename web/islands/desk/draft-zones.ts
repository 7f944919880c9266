import { z } from 'zod';
import type { DeliveryZone } from '../../../protocol/delivery.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { cleanText } from '../../../protocol/text.ts';

/** A delivery zone while it is written, as browsers keep it. Amounts are text in the token's decimals. */
export const zoneDraftSchema = z.object({
  /** Stable name of the zone in the shop. */
  zone: z.string(),
  /** What buyers read, by language. */
  name: z.record(z.string(), z.string()),
  /** Country codes, or `*` alone. */
  countries: z.array(z.string()).readonly(),
  first: z.string(),
  further: z.string(),
  minDays: z.number(),
  maxDays: z.number(),
});
export type ZoneDraft = z.infer<typeof zoneDraftSchema>;

/** Names of a zone that has none of its own yet. */
const usualNames: Record<string, string> = { en: 'Standard delivery', 'zh-CN': '标准配送' };

/** A zone that reaches everywhere for free. */
export const blankZone = (taken: readonly ZoneDraft[] = []): ZoneDraft => ({
  zone: freeName(new Set(taken.map(({ zone }) => zone))),
  name: { ...usualNames },
  countries: ['*'],
  first: '0',
  further: '0',
  minDays: 3,
  maxDays: 10,
});

function freeName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'standard' : `zone-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The draft of a zone that is published. */
export const zoneDraftOf = (zone: DeliveryZone, decimals: number): ZoneDraft => ({
  zone: zone.zone,
  name: { ...zone.name },
  countries: [...zone.countries],
  first: moneyText(BigInt(zone.firstUnits), decimals),
  further: moneyText(BigInt(zone.furtherUnits), decimals),
  minDays: zone.minDays,
  maxDays: zone.maxDays,
});

/**
 * What a draft says, in the shape of a zone; whether it may be published, the schema of zones says.
 * @param amount reads a price and reports what is wrong with it: field within the zone and text
 */
export function zoneOf(draft: ZoneDraft, amount: (field: 'first' | 'further', text: string) => string): unknown {
  return {
    zone: draft.zone,
    name: textsOf(draft.name),
    countries: draft.countries.includes('*') ? ['*'] : [...draft.countries],
    firstUnits: amount('first', draft.first),
    furtherUnits: amount('further', draft.further),
    minDays: draft.minDays,
    maxDays: draft.maxDays,
  };
}

/** Texts without those that are empty. */
export const textsOf = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts)
      .map(([language, text]) => [language, cleanText(text)] as const)
      .filter(([, text]) => text !== ''),
  );

/** An amount as token units, or what is wrong with it as `money.*`. */
export const unitsOf = (text: string, decimals: number): { units: string } | { problem: string } => {
  const parsed = parseMoney(text, decimals);
  return parsed.ok ? { units: parsed.value.toString() } : { problem: parsed.error.code };
};
