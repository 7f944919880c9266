import type { Block } from '../../../protocol/block.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import type { EntryContent } from '../../../protocol/dated-entry.ts';
import { type DeliveryZone, deliveriesOf, deliveryHash, deliveryZoneSchema } from '../../../protocol/delivery.ts';
import { encodeListing, type Listing } from '../../../protocol/listing.ts';
import { unitsOf, type ZoneDraft, zoneOf } from './draft-zones.ts';
import { type Problem, problemsOf } from './problems.ts';

export type CheckedZones = { ok: true; zones: DeliveryZone[] } | { ok: false; problems: readonly Problem[] };

const names: Readonly<Record<string, string>> = { firstUnits: 'first', furtherUnits: 'further' };

/** Checks how a shop delivers, by the protocol's own schema. */
export function checkZones(drafts: readonly ZoneDraft[], decimals: number): CheckedZones {
  const problems: Problem[] = [];
  const zones = drafts.flatMap((draft, index) => {
    const parsed = deliveryZoneSchema.safeParse(
      zoneOf(draft, (field, text) => {
        const read = unitsOf(text, decimals);
        if ('units' in read) return read.units;
        problems.push({ field: `zones.${index}.${field}`, word: 'amount' });
        return '0';
      }),
    );
    if (parsed.success) return [parsed.data];
    problems.push(
      ...problemsOf(parsed.error, (path) =>
        ['zones', index, ...path.map((part) => names[String(part)] ?? String(part))].join('.'),
      ),
    );
    return [];
  });
  return problems.length === 0 ? { ok: true, zones } : { ok: false, problems };
}

/** A shipped listing that is delivered otherwise from now on; all else stays. */
export function withDelivery(
  listing: Listing,
  entry: CatalogueEntry,
  delivery: readonly DeliveryZone[],
): { block: Block; entry: EntryContent } {
  const block = encodeListing({ ...listing, delivery: [...delivery] });
  const { updatedAt: _, ...content } = entry;
  return {
    block,
    entry: {
      ...content,
      listing: block.cid,
      terms: { ...entry.terms, delivery: deliveryHash(deliveriesOf(delivery)) },
    },
  };
}
