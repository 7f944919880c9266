import { CarReader } from '@ipld/car';
import { categoriesBelow, findCategories } from '../../../indexer/search/find-categories.ts';
import type { PublishRequest } from '../../../protocol/api/publisher.ts';
import { digestOf } from '../../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../../protocol/catalogue-check.ts';
import { decodeListing, type Listing } from '../../../protocol/listing.ts';
import { type DeskServer, owner } from './desk-bench.ts';

/** What a page uploaded and asked the node to sign. */
export interface Taken {
  listings: Listing[];
  roots: string[];
  asked: PublishRequest[];
}

/** A node that keeps a key for the shop, which has published nothing. */
export function takeCatalogues(desk: DeskServer, allowed = true): Taken {
  const taken: Taken = { listings: [], roots: [], asked: [] };
  desk.shop = { ...desk.shop, version: null, publishers: [] };
  desk.answers['/search/categories'] = (_, __, query) => {
    const [words, parent] = [query.get('q'), query.get('parent')];
    return { items: words === null ? categoriesBelow(parent === null ? null : Number(parent)) : findCategories(words) };
  };
  desk.answers[`/desk/${owner}/publisher`] = () => ({ publisher: `0x${'5e'.repeat(20)}`, allowed, createdAt: 1 });
  desk.answers['/blocks/missing'] = (body) => ({ missing: (JSON.parse(body.toString()) as { cids: string[] }).cids });
  desk.answers['/blocks'] = async (body) => {
    for await (const { cid, bytes } of (await CarReader.fromBytes(body)).blocks()) {
      const listing = decodeListing(bytes);
      if (listing.ok) taken.listings.push(listing.value);
      if (decodeCatalogueRoot(bytes).ok) taken.roots.push(digestOf(cid));
    }
    return { staged: 1 };
  };
  desk.answers[`/desk/${owner}/catalogues`] = (body) => {
    taken.asked.push(JSON.parse(body.toString()) as PublishRequest);
    return { shop: owner, version: 1, changed: 1, removed: 0 };
  };
  return taken;
}
