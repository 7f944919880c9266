import { writeFile } from 'node:fs/promises';
import { VouchError } from '../../protocol/errors.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { exportHeaderRow, exportRows } from '../shop/export-rows.ts';
import { loadCatalogue, loadDraft } from '../shop/load-catalogue.ts';
import { connectNode } from '../shop/node-client.ts';
import { soldLookup } from '../shop/sold-lookup.ts';
import type { Command } from './command.ts';
import { readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';
import { showProgress } from './progress.ts';

/** Writes a shop's catalogue as a CSV that imports to the same catalogue. */
export const shopExport: Command = {
  name: 'shop export',
  summary: 'Write a shop as a Shopify product CSV that imports to the same catalogue',
  positionals: [],
  options: {
    shop: { type: 'string' },
    out: { type: 'string' },
    node: { type: 'string' },
    language: { type: 'string' },
    'key-file': { type: 'string' },
  },
  help: {
    shop: "address of the shop; by default the key's own",
    out: 'file to write; by default standard output',
    node: 'HTTP address of the node (or VOUCH_NODE)',
    language: 'language of the Shopify columns; all languages are in the Vouch columns',
    'key-file': 'file with the private key, to name the shop by it',
  },
  example: 'vouch shop export --shop 0x… --out products.csv',
  async run({ values, console, env }) {
    const baseUrl = nodeOption(values, env);
    const client = connectNode(baseUrl);
    const named = text(values, 'shop');
    const shop =
      named === undefined
        ? (await readAccount(text(values, 'key-file'), env)).address.toLowerCase()
        : addressSchema.parse(named);
    const catalogue = await loadCatalogue(client, addressSchema.parse(shop));
    if (catalogue === undefined) {
      throw new VouchError({
        code: 'shop.not_found',
        message: `The node holds no catalogue of ${shop}.`,
        hint: 'Check the address, or ask another node.',
      });
    }
    const { tokens } = await client.status();
    const soldOf = soldLookup(await client.sales(shop));
    const progress = showProgress(console, 'Listings');
    const parts = [exportHeaderRow()];
    for (const [index, entry] of catalogue.entries.entries()) {
      const token = tokens.find(({ address }) => address === entry.terms.token);
      if (!token)
        throw new VouchError({
          code: 'token.not_found',
          message: `The node does not know the token ${entry.terms.token}.`,
          hint: 'Ask another node.',
        });
      parts.push(
        exportRows(await loadDraft(client, entry), {
          language: text(values, 'language') ?? 'en',
          decimals: token.decimals,
          imageBase: `${baseUrl.replace(/\/+$/, '')}/image/`,
          soldOf,
        }),
      );
      progress.update(index + 1, catalogue.entries.length);
    }
    progress.end();
    const out = text(values, 'out');
    if (out === undefined) console.out(parts.join(''));
    else {
      await writeFile(out, parts.join(''));
      console.err(`${catalogue.entries.length} listings written to ${out}\n`);
    }
    return 0;
  },
};
