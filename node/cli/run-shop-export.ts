import { rename, writeFile } from 'node:fs/promises';
import { VouchError } from '../../protocol/errors.ts';
import { exportHeaderRow, exportRows } from '../shop/export-rows.ts';
import { loadCatalogue, loadDrafts } from '../shop/load-catalogue.ts';
import { connectNode } from '../shop/node-client.ts';
import { soldLookup } from '../shop/sold-lookup.ts';
import type { CommandInput } from './command.ts';
import { addressOf, readAccount } from './key-file.ts';
import { accountOption, nodeOption, text } from './options.ts';
import { showProgress } from './progress.ts';

/** Listings that are in memory at a time. */
const BATCH = 500;

/** Writes the catalogue, listing by listing. */
export async function run({ values, console, env }: CommandInput): Promise<number> {
  const baseUrl = nodeOption(values, env);
  const client = connectNode(baseUrl);
  const shop = accountOption(values, 'shop') ?? addressOf(await readAccount(text(values, 'key-file'), env));
  const catalogue = await loadCatalogue(client, shop);
  if (catalogue === undefined) {
    throw new VouchError({
      code: 'shop.not_found',
      message: `The node holds no catalogue of ${shop}.`,
      hint: 'Check the address, or ask another node.',
    });
  }
  const { entries } = catalogue;
  const { tokens } = await client.status();
  const soldOf = soldLookup(await client.sales(shop));
  const progress = showProgress(console, 'Listings');
  const rows = async function* () {
    yield exportHeaderRow();
    for (let from = 0; from < entries.length; from += BATCH) {
      for (const draft of await loadDrafts(client, entries.slice(from, from + BATCH))) {
        yield exportRows(draft, {
          language: text(values, 'language') ?? 'en',
          decimals: decimalsOf(draft.terms.token, tokens),
          imageBase: `${baseUrl}/image/`,
          soldOf,
        });
      }
      progress.update(Math.min(from + BATCH, entries.length), entries.length);
    }
    progress.end();
  };
  const out = text(values, 'out');
  if (out === undefined) for await (const part of rows()) console.out(part);
  else {
    // A file that was cut short must not pass for the whole shop.
    await writeFile(`${out}.part`, rows());
    await rename(`${out}.part`, out);
    console.err(`${entries.length} listings written to ${out}\n`);
  }
  return 0;
}

function decimalsOf(token: string, tokens: readonly { address: string; decimals: number }[]): number {
  const known = tokens.find(({ address }) => address === token);
  if (known) return known.decimals;
  throw new VouchError({
    code: 'token.not_found',
    message: `The node does not know the token ${token}.`,
    hint: 'Ask another node.',
  });
}
