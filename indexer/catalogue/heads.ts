import type { Kysely } from 'kysely';
import type { EquivocationView } from '../../protocol/api/listing.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decodeHead, type Head } from '../../protocol/head.ts';
import { headToView } from '../../protocol/head-view.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/** A held head with the bytes that gossip and reconciliation carry. */
export interface HeldHead {
  head: Head;
  bytes: Uint8Array;
}

const PAGE_HEADS = 500;

/** A plain array of its own, since the driver's buffers are views of bigger ones. */
const held = (stored: Buffer): HeldHead => {
  const bytes = new Uint8Array(stored);
  return { head: unwrap(decodeHead(bytes)), bytes };
};

/** The newest head of a shop that this node holds. */
export async function headOf(db: Kysely<Database>, shop: Address): Promise<HeldHead | undefined> {
  const row = await db.selectFrom('heads').select('bytes').where('shop', '=', shop).executeTakeFirst();
  return row && held(row.bytes);
}

/** All held heads, ordered by shop, read page by page. */
export async function* allHeads(db: Kysely<Database>): AsyncGenerator<HeldHead> {
  for (let after = ''; ; ) {
    const page = await db
      .selectFrom('heads')
      .select(['shop', 'bytes'])
      // Safety: comparing text with the empty string is what starts the walk.
      .where('shop', '>', after as Address)
      .orderBy('shop')
      .limit(PAGE_HEADS)
      .execute();
    for (const { bytes } of page) yield held(bytes);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_HEADS) return;
    after = last.shop;
  }
}

/**
 * Keeps the proof that a shop signed two catalogues under one version. The first proof of a version stays.
 * @param evidence shop, version, the bytes of both heads, and when it was seen in Unix seconds
 */
export async function recordEquivocation(
  db: Kysely<Database>,
  evidence: { shop: Address; version: number; first: Uint8Array; second: Uint8Array; seenAt: number },
): Promise<void> {
  await db
    .insertInto('equivocations')
    .values({
      shop: evidence.shop,
      version: evidence.version,
      first: Buffer.from(evidence.first),
      second: Buffer.from(evidence.second),
      seen_at: evidence.seenAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Proofs that one answer gives: one is enough to judge a shop. */
const MOST_PROOFS = 20;

/** The proofs that a shop signed two catalogues under one version, newest version first. */
export async function equivocationsOf(db: Kysely<Database>, shop: Address): Promise<EquivocationView[]> {
  const rows = await db
    .selectFrom('equivocations')
    .selectAll()
    .where('shop', '=', shop)
    .orderBy('version', 'desc')
    .limit(MOST_PROOFS)
    .execute();
  return rows.map(({ version, seen_at, first, second }) => ({
    version,
    seenAt: seen_at,
    heads: [headToView(held(first).head), headToView(held(second).head)],
  }));
}
