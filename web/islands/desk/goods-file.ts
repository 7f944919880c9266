import { stringify } from 'csv-stringify/browser/esm/sync';
import { unwrap } from '../../../protocol/errors.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import { exportHeaders, exportRecords } from '../../../protocol/products/export-records.ts';
import type { ChainProps } from '../props.ts';
import { soldOf } from './catalogue-edit.ts';
import { fetchBlock, type LoadedCatalogue } from './node-blocks.ts';

/** Listings that are asked for at a time. */
const AT_ONCE = 8;

/**
 * Writes the shop's goods as a product file, which a spreadsheet can change and the desk imports again.
 * @param parts the catalogue, the market's tokens, the language of the columns that have one
 * @returns parts of the file
 * @throws VouchError those of blocks that the node does not hold
 */
export async function goodsFile(parts: {
  catalogue: LoadedCatalogue;
  tokens: ChainProps['tokens'];
  language: string;
  onProgress: (done: number) => void;
}): Promise<string[]> {
  const { catalogue, tokens, language, onProgress } = parts;
  const { entries, sales } = catalogue;
  const text = [stringify([exportHeaders])];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE);
    const blocks = await Promise.all(some.map(({ listing }) => fetchBlock(listing)));
    some.forEach(({ terms, offers }, index) => {
      const token = tokens.find(({ address }) => address === terms.token);
      const block = blocks[index];
      if (token === undefined || block === undefined) return;
      const listing = unwrap(decodeListing(block));
      const records = exportRecords(
        { listing, terms, offers },
        {
          language,
          decimals: token.decimals,
          imageBase: `${location.origin}/image/`,
          soldOf: (handle, code) => soldOf(sales, handle, code),
        },
      );
      text.push(stringify(records));
    });
    onProgress(Math.min(from + AT_ONCE, entries.length));
  }
  return text;
}
