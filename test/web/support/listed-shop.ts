import { CarReader } from '@ipld/car';
import { cidOf, digestOf, encodeDocument, RAW } from '../../../protocol/block.ts';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { buildCatalogue } from '../../../protocol/catalogue-build.ts';
import type { Profile } from '../../../protocol/profile.ts';
import { decodeTreeNode } from '../../../protocol/tree.ts';
import { imageOf, listings } from '../fixtures.ts';
import { type DeskServer, owner } from './desk-bench.ts';
import { taken, type WrittenDraft } from './drafts.ts';

/** The profile of that shop. */
export const profile: Profile = {
  v: 1,
  type: 'profile',
  shop: owner,
  texts: { en: { name: 'Kiln & Kettle', tagline: 'Fired twice' } },
};

/**
 * Gives the shop a catalogue of one mug.
 * @param written what is different about the mug
 * @returns blocks that are uploaded, by digest
 */
export function listed(desk: DeskServer, written: WrittenDraft = {}, version = 3): Map<string, Uint8Array> {
  const profileBlock = encodeDocument(profile);
  const made = taken(written, { shop: owner });
  const built = buildCatalogue({
    shop: owner,
    version,
    previous: null,
    profile: profileBlock.cid,
    entries: [{ ...made.entry, updatedAt: desk.now }],
  });
  for (const { cid, bytes } of [profileBlock, made.block, ...built.blocks]) desk.blocks.set(cid.toString(), bytes);
  const catalogue = { shop: owner, version, ...built.signed, validUntil: desk.now + 900 };
  desk.answers[`/heads/${owner}`] = () => ({
    ...{ catalogue, signer: owner, signature: '0x00' },
    rootCid: built.rootBlock.cid.toString(),
  });
  desk.answers[`/shops/${owner}/sales`] = () => ({ items: [] });
  desk.answers['/listings'] = () => ({ items: listings.slice(0, 3), nextCursor: null });
  const uploaded = new Map<string, Uint8Array>();
  desk.answers['/blocks/missing'] = (body) => ({ missing: JSON.parse(body.toString()).cids });
  desk.answers['/blocks'] = async (body) => {
    const reader = await CarReader.fromBytes(body);
    for await (const { cid, bytes } of reader.blocks()) uploaded.set(digestOf(cid as never), bytes);
    return {};
  };
  // A picture of its own for each file, the same for the same one.
  desk.answers['/images'] = (body) => ({
    sources: imageOf(1).sources.map((source) => ({
      ...source,
      cid: cidOf(new Uint8Array(body), RAW).toString(),
      bytes: 1,
    })),
  });
  desk.answers[`/desk/${owner}/publisher`] = () => ({ publisher: null, allowed: false });
  return uploaded;
}

/** Entries of catalogues that were uploaded. */
export const entriesIn = (uploaded: ReadonlyMap<string, Uint8Array>): CatalogueEntry[] =>
  [...uploaded.values()].flatMap((bytes) => {
    const node = decodeTreeNode(bytes);
    return node.ok && node.value.type === 'leaf' ? node.value.entries : [];
  });
