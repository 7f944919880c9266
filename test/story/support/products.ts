import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/** A variant that the story buys. */
export interface Choice {
  title: string;
  /** Values to choose, option by option. */
  values: string[];
  code: string;
  priceUnits: bigint;
}

/** What the seller imports. */
export interface Products {
  /** Name of the product file. */
  name: string;
  csv: string;
  images: string;
  /** Products that can be sold. */
  listings: number;
  /** Of those, how many have a picture. */
  pictured: number;
  /** Handles of those that cannot. */
  refused: string[];
  first: Choice;
  second: Choice;
}

/** Real product exports, where they lie beside the project; SHOPIFY_DATA names another folder. */
export const sharedFolder =
  process.env.SHOPIFY_DATA ?? path.resolve(import.meta.dirname, '../../../../shared/data/shopify');

/** A real export with its pictures, or undefined where it is absent. */
export function sharedProducts(): Products | undefined {
  const csv = path.join(sharedFolder, 'apparel.csv');
  const images = path.join(sharedFolder, 'images');
  if (!existsSync(csv) || !existsSync(images)) return undefined;
  return {
    name: 'apparel.csv',
    csv,
    images,
    listings: 24,
    pictured: 20,
    refused: ['the-field-report-vol-2'],
    first: { title: 'Ayres Chambray', values: ['L'], code: '43MCHBL4', priceUnits: 98_000_000n },
    second: {
      title: 'Duckworth Woolfill Jacket',
      values: ['Navy', 'M'],
      code: 'FORAKER-NB3',
      priceUnits: 188_000_000n,
    },
  };
}

const rows = [
  'Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src',
  'wool-scarf,Wool Scarf,"<p>Warm.</p><script>alert(1)</script>",Dune,"wool, winter",Colour,Rust,Length,Short,SCARF-RS,5,41.07,https://pictures.invalid/scarf.jpg',
  'wool-scarf,,,,,,Rust,,Long,SCARF-RL,7,47.33,',
  'wool-scarf,,,,,,Sea,,Short,SCARF-SS,3,41.07,https://pictures.invalid/scarf-sea.jpg',
  'wool-scarf,,,,,,Sea,,Long,SCARF-SL,4,47.33,',
  'linen-shirt,Linen Shirt,<p>Cool.</p>,Dune,linen,Size,S,,,SHIRT-S,0,63.99,https://pictures.invalid/shirt.jpg',
  'linen-shirt,,,,,,M,,,SHIRT-M,9,63.99,',
  'linen-shirt,,,,,,L,,,SHIRT-L,9,65.01,',
  'felt-hat,Felt Hat,<p>Brim.</p>,Dune,wool,Title,Default Title,,,HAT,2,38.50,https://pictures.invalid/hat.jpg',
  'free-sample,Free Sample,,Dune,,Title,Default Title,,,FREE,9,0.00,https://pictures.invalid/hat.jpg',
];

/** A small product file with pictures, made in a folder. */
export async function madeProducts(folder: string): Promise<Products> {
  const images = path.join(folder, 'pictures');
  await mkdir(images, { recursive: true });
  const csv = path.join(folder, 'made.csv');
  await writeFile(csv, `${rows.join('\n')}\n`);
  for (const [name, background] of Object.entries({
    'scarf.jpg': '#8a4b2f',
    'scarf-sea.jpg': '#2f6b8a',
    'shirt.jpg': '#c9c2ae',
    'hat.jpg': '#4a4a4a',
  })) {
    await sharp({ create: { width: 900, height: 700, channels: 3, background } })
      .jpeg()
      .toFile(path.join(images, name));
  }
  return {
    name: 'made.csv',
    csv,
    images,
    listings: 3,
    pictured: 3,
    refused: ['free-sample'],
    first: { title: 'Linen Shirt', values: ['L'], code: 'SHIRT-L', priceUnits: 65_010_000n },
    second: { title: 'Wool Scarf', values: ['Sea', 'Long'], code: 'SCARF-SL', priceUnits: 47_330_000n },
  };
}
