import type { CID } from 'multiformats/cid';
import { digestOf } from '../../protocol/block.ts';
import { type Listing, skuOf } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Profile } from '../../protocol/profile.ts';
import { profileVector } from '../search/vectors.ts';
import { writeShopNames } from '../search/write-rows.ts';
import { type BatchColumn, type Connection, insertBatch, overwrite } from '../store/batch-write.ts';
import { imageViewOf, profileTexts, storedListing, textsOf, themeViewOf } from './documents.ts';

const documentColumns: BatchColumn[] = [
  { name: 'cid', type: 'text' },
  { name: 'digest', type: 'text' },
  { name: 'shop', type: 'text' },
  { name: 'handle', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'titles', type: 'text', cast: 'jsonb' },
  { name: 'image', type: 'text', cast: 'jsonb' },
  { name: 'document', type: 'text', cast: 'jsonb' },
  { name: 'skus', type: 'text', cast: 'text[]' },
  { name: 'superseded_at', type: 'int8' },
];

/**
 * Stores listing documents; known ones only become current or superseded again.
 * @param documents each with its CID
 * @param supersededAt null for current ones, else Unix seconds since when a newer version stands
 */
export async function writeListingDocuments(
  connection: Connection,
  documents: readonly { cid: CID; listing: Listing }[],
  supersededAt: number | null,
): Promise<void> {
  const rows = documents.map(({ cid, listing }) => [
    cid.toString(),
    digestOf(cid),
    listing.shop,
    listing.handle,
    listing.kind,
    JSON.stringify(textsOf(listing.texts, (text) => text.title)),
    listing.images[0] === undefined ? null : JSON.stringify(imageViewOf(listing.images[0])),
    JSON.stringify(storedListing(listing)),
    `{${listing.variants.map(({ code }) => skuOf(listing.handle, code)).join(',')}}`,
    supersededAt,
  ]);
  const conflict = 'on conflict (cid) do update set superseded_at = excluded.superseded_at';
  await insertBatch(connection, { table: 'listing_documents', columns: documentColumns, rows, conflict });
}

const profileColumns: BatchColumn[] = [
  { name: 'cid', type: 'text' },
  { name: 'digest', type: 'text' },
  { name: 'shop', type: 'text' },
  ...(['names', 'taglines', 'about', 'shipping', 'returns', 'logo'] as const).map(
    (name): BatchColumn => ({ name, type: 'text', cast: 'jsonb' }),
  ),
  { name: 'country', type: 'text' },
  { name: 'city', type: 'text', cast: 'jsonb' },
  { name: 'search', type: 'text', cast: 'tsvector' },
  { name: 'theme', type: 'text', cast: 'jsonb' },
];

/** Stores a profile document. */
export async function writeProfile(connection: Connection, cid: CID, profile: Profile): Promise<void> {
  const { names, taglines, about, shipping, returns } = profileTexts(profile);
  const theme = themeViewOf(profile);
  const row = [
    cid.toString(),
    digestOf(cid),
    profile.shop,
    ...[names, taglines, about, shipping, returns].map((texts) => JSON.stringify(texts)),
    profile.logo === undefined ? null : JSON.stringify(imageViewOf(profile.logo)),
    profile.place?.country ?? null,
    profile.place?.city === undefined ? null : JSON.stringify(profile.place.city),
    profileVector(profile),
    theme === null ? null : JSON.stringify(theme),
  ];
  const conflict = overwrite(['cid'], profileColumns);
  await insertBatch(connection, { table: 'profiles', columns: profileColumns, rows: [row], conflict });
}

/** Names of a shop: of its catalogue's profile, else of the profile that it named on chain. */
export async function shopNames(connection: Connection, shop: Address): Promise<string[]> {
  const { rows } = await connection.query<{ names: Record<string, string> }>(
    `select p.names from profiles p
     left join heads h on h.shop = $1 left join shops s on s.address = $1
     where p.shop = $1 and (p.cid = h.profile or p.digest = s.profile)
     order by p.cid is not distinct from h.profile desc limit 1`,
    [shop],
  );
  return Object.values(rows[0]?.names ?? {});
}

/** Puts the present names of a shop into the search's rows of all its listings. */
export const reindexShopNames = async (connection: Connection, shop: Address): Promise<void> =>
  writeShopNames(connection, shop, await shopNames(connection, shop));
