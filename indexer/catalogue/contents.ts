import { type Kysely, sql } from 'kysely';
import type { CID } from 'multiformats/cid';
import type pg from 'pg';
import { cidFromDigest, DAG_CBOR, digestOf, RAW } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeListing } from '../../protocol/listing.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { SEALED_KEPT_SECONDS } from '../messages/expired-sealed.ts';
import { storeSealed } from '../messages/store-sealed.ts';
import type { Connection } from '../store/batch-write.ts';
import type { Database } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import { isDeniedContent } from './carry.ts';
import { reindexShopNames, writeListingDocuments, writeProfile } from './write-documents.ts';
import { isKeptEvidence, writeText } from './write-texts.ts';

/** A block that the chain or a message names and this node lacks. */
export interface WantedContent {
  cid: CID;
  purpose: Database['wanted']['purpose'];
  /** Largest size that can be valid, in bytes. */
  mostBytes: number;
}

const purposes: Record<WantedContent['purpose'], { codec: typeof DAG_CBOR | typeof RAW; mostBytes: number }> = {
  review: { codec: DAG_CBOR, mostBytes: limits.reviewBytes },
  profile: { codec: DAG_CBOR, mostBytes: limits.profileBytes },
  listing: { codec: DAG_CBOR, mostBytes: limits.listingBytes },
  details: { codec: RAW, mostBytes: limits.orderDetailsBytes },
  message: { codec: RAW, mostBytes: limits.attachmentBytes },
  evidence: { codec: DAG_CBOR, mostBytes: limits.evidenceBytes },
};

const FIRST_RETRY_SECONDS = 30;
const LAST_RETRY_SECONDS = 86_400;
/** Somebody waits for what parties write each other, and may send it again. */
const LAST_SEALED_RETRY_SECONDS = 3_600;

/**
 * Digests that the chain or messages name and whose blocks are missing. Each is given out again after a pause that doubles,
 * from 30 seconds to a day (an hour for order details and messages), so that what nobody holds does not hide the rest.
 * @param options most to give, and now in Unix seconds
 */
export async function wantedContents(
  db: Kysely<Database>,
  { limit, now }: { limit: number; now: number },
): Promise<WantedContent[]> {
  await forgetUnwanted(db, now);
  const { rows } = await sql<Pick<Database['wanted'], 'purpose'> & { digest: Hex }>`
    update wanted set attempts = attempts + 1,
      next_at = ${now}::int8 + least(
        case when purpose in ('details', 'message') then ${LAST_SEALED_RETRY_SECONDS}::int else ${LAST_RETRY_SECONDS}::int end,
        ${FIRST_RETRY_SECONDS} * power(2, least(attempts, 20)))::int8
    where digest in (select digest from wanted w where next_at <= ${now}::int8 and not ${isDeniedContent}
      order by next_at, digest limit ${limit})
    returning digest, purpose`.execute(db);
  return rows.map(({ digest, purpose }) => {
    const { codec, mostBytes } = purposes[purpose];
    return { cid: cidFromDigest(digest, codec), purpose, mostBytes };
  });
}

/** Drops what arrived by another way, and what orders named that were final long ago. */
async function forgetUnwanted(db: Kysely<Database>, now: number): Promise<void> {
  await sql`delete from wanted w where next_at <= ${now}::int8 and (
    exists (select from contents c where c.digest = w.digest)
    or exists (select from profiles p where p.digest = w.digest)
    or exists (select from listing_documents d where d.digest = w.digest)
    or exists (select from held_sealed held where held.digest = w.digest)
    or (w.purpose = 'message' and not exists (select from message_blocks b where b.digest = w.digest))
    or (w.purpose = 'details' and exists (
      select from orders o where o.id = w.order_id and o.closed_at < ${now - SEALED_KEPT_SECONDS}::int8)))`.execute(db);
}

/**
 * Takes a block that the chain named. A block that is not what its place asks for is remembered and not wanted again.
 * @param block its bytes hash to the CID; the caller checked that
 * @param options now in Unix seconds
 * @returns `stored`, `refused` for useless content, or `unwanted` when the chain names no such digest
 */
export async function storeContent(
  { pool }: { pool: pg.Pool },
  { cid, bytes }: { cid: CID; bytes: Uint8Array },
  { now }: { now: number },
): Promise<'stored' | 'refused' | 'unwanted'> {
  const digest = digestOf(cid);
  return await transaction(pool, async (client) => {
    const { rows } = await client.query<Pick<Database['wanted'], 'purpose'>>(
      'delete from wanted where digest = $1 returning purpose',
      [digest],
    );
    const purpose = rows[0]?.purpose;
    if (purpose === undefined) return 'unwanted';
    if (purpose === 'evidence' && !(await isKeptEvidence(client, digest))) return 'unwanted';
    const isStored = await writers[purpose](client, { cid, digest, bytes, now });
    if (isStored) return 'stored';
    await client.query(`insert into contents (digest, kind) values ($1, 'refused') on conflict do nothing`, [digest]);
    return 'refused';
  });
}

interface Incoming {
  cid: CID;
  digest: Hex;
  bytes: Uint8Array;
  now: number;
}

/** Store a block for each purpose; false when it is not what it should be. */
const writers: Record<WantedContent['purpose'], (client: Connection, incoming: Incoming) => Promise<boolean>> = {
  review: (client, { digest, bytes }) => writeText(client, digest, bytes),
  evidence: (client, { digest, bytes }) => writeText(client, digest, bytes),
  profile: async (client, { cid, bytes }) => {
    const profile = decodeProfile(bytes);
    if (!profile.ok) return false;
    await writeProfile(client, cid, profile.value);
    await reindexShopNames(client, profile.value.shop);
    return true;
  },
  listing: async (client, { cid, bytes, now }) => {
    const listing = decodeListing(bytes);
    if (!listing.ok) return false;
    await writeListingDocuments(client, [{ cid, listing: listing.value }], now);
    await client.query('insert into stale_scores values ($1) on conflict do nothing', [listing.value.shop]);
    return true;
  },
  details: async (client, { digest, bytes }) => {
    if (bytes.length > limits.orderDetailsBytes) return false;
    await client.query('insert into held_sealed values ($1) on conflict do nothing', [digest]);
    return true;
  },
  message: (client, { digest, bytes }) => storeSealed(client, digest, bytes),
};
