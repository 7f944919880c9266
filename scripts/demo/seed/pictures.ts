import { encodePixels } from '../../../node/store/image-encoder.ts';
import type { Block } from '../../../protocol/block.ts';
import type { Image } from '../../../protocol/image.ts';
import { customerPhotos } from '../art/customer-photos.ts';
import { drawListing, drawLogo } from '../art/pictures.ts';
import { renderPixels } from '../art/render.ts';
import type { DemoMarket } from '../shop-content.ts';

/** Sides of a drawn picture in pixels: what the largest encoding shows. */
const WIDTH = 800;
const LOGO_WIDTH = 400;
/** Pictures drawn at the same time. */
const LANES = 4;

/** A listing's picture and the option value that it shows. */
export interface ListingPicture {
  image: Image;
  value?: string;
}

/** All pictures of the demo market, encoded like any seller's. */
export interface MarketPictures {
  listing(shop: string, handle: string): ListingPicture[];
  logo(shop: string): Image;
  photo(name: string): Image;
  blocks: Block[];
}

interface Job {
  key: string;
  svg: string;
  width: number;
  alt?: Image['alt'];
  value?: string;
}

/**
 * Draws and encodes every picture.
 * @param onProgress told after each picture
 */
export async function drawMarket(
  market: DemoMarket,
  onProgress: (done: number, total: number) => void,
): Promise<MarketPictures> {
  const jobs = jobsOf(market);
  const blocks = new Map<string, Block>();
  const results = new Map<string, ListingPicture[]>();
  const made: (ListingPicture | undefined)[] = new Array(jobs.length).fill(undefined);
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const { svg, width, alt, value } = jobs[index] as Job;
      const encoded = await encodePixels(await renderPixels({ svg, width }));
      for (const block of encoded.blocks) blocks.set(block.cid.toString(), block);
      made[index] = {
        image: alt === undefined ? encoded.image : { ...encoded.image, alt },
        ...(value === undefined ? {} : { value }),
      };
      onProgress(++done, jobs.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (const [index, { key }] of jobs.entries()) {
    results.set(key, [...(results.get(key) ?? []), made[index] as ListingPicture]);
  }

  const all = (key: string): ListingPicture[] => {
    const pictures = results.get(key);
    if (!pictures) throw new RangeError(`the demo market has no pictures of ${key}`);
    return pictures;
  };
  const one = (key: string): Image => (all(key)[0] as ListingPicture).image;
  return {
    listing: (shop, handle) => all(`listing ${shop} ${handle}`),
    logo: (shop) => one(`logo ${shop}`),
    photo: (name) => one(`photo ${name}`),
    blocks: [...blocks.values()],
  };
}

function jobsOf(market: DemoMarket): Job[] {
  const listings = market.shops.flatMap(({ profile, listings: all }) =>
    all.flatMap((listing, turn) =>
      drawListing({ listing, profile, turn }).map(
        ({ svg, alt, value }): Job => ({
          key: `listing ${profile.handle} ${listing.handle}`,
          svg,
          alt,
          width: WIDTH,
          ...(value === undefined ? {} : { value }),
        }),
      ),
    ),
  );
  const logos = market.shops.map(
    ({ profile }): Job => ({ key: `logo ${profile.handle}`, svg: drawLogo(profile), width: LOGO_WIDTH }),
  );
  const photos = customerPhotos.map(({ name, svg }): Job => ({ key: `photo ${name}`, svg, width: WIDTH }));
  return [...listings, ...logos, ...photos];
}
