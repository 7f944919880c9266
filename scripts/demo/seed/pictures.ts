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

/** The pictures of one listing, or one logo or photo. */
interface Job {
  key: string;
  width: number;
  draw(): { svg: string; alt?: Image['alt']; value?: string }[];
}

/** Draws and encodes every picture. */
export async function drawMarket(market: DemoMarket): Promise<MarketPictures> {
  const jobs = jobsOf(market).values();
  const blocks: Block[] = [];
  const results = new Map<string, ListingPicture[]>();
  const lane = async (): Promise<void> => {
    for (const { key, width, draw } of jobs) {
      const pictures: ListingPicture[] = [];
      results.set(key, pictures);
      for (const { svg, alt, value } of draw()) {
        const encoded = await encodePixels(await renderPixels({ svg, width }));
        blocks.push(...encoded.blocks);
        pictures.push({
          image: alt === undefined ? encoded.image : { ...encoded.image, alt },
          ...(value === undefined ? {} : { value }),
        });
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));

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
    blocks,
  };
}

function jobsOf(market: DemoMarket): Job[] {
  const listings = market.shops.flatMap(({ profile, listings: all }) =>
    all.map(
      (listing, turn): Job => ({
        key: `listing ${profile.handle} ${listing.handle}`,
        width: WIDTH,
        draw: () => drawListing({ listing, profile, turn }),
      }),
    ),
  );
  const logos = market.shops.map(
    ({ profile }): Job => ({
      key: `logo ${profile.handle}`,
      width: LOGO_WIDTH,
      draw: () => [{ svg: drawLogo(profile) }],
    }),
  );
  const photos = customerPhotos.map(
    ({ name, svg }): Job => ({ key: `photo ${name}`, width: WIDTH, draw: () => [{ svg }] }),
  );
  return [...listings, ...logos, ...photos];
}
