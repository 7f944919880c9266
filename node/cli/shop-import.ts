import { importProducts } from '../shop/import-products.ts';
import { connectNode } from '../shop/node-client.ts';
import { readShopSettings } from '../shop/shop-settings.ts';
import type { ImportIssue } from '../shop/shopify-rows.ts';
import type { Command, Console } from './command.ts';
import { readAccount } from './key-file.ts';
import { accountOption, nodeOption, text, wholeNumber } from './options.ts';
import { showProgress } from './progress.ts';

/** Turns a Shopify product export into listings and publishes them. */
export const shopImport: Command = {
  name: 'shop import',
  summary: 'Import a Shopify product CSV into your shop and publish it',
  positionals: ['FILE.csv'],
  options: {
    images: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
    shop: { type: 'string' },
    settings: { type: 'string' },
    language: { type: 'string' },
    commission: { type: 'string' },
    coverage: { type: 'string' },
    arbitrator: { type: 'string' },
    replace: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    images: 'folder with the pictures, found by file name; nothing is downloaded',
    'key-file': 'file with the private key of the shop or of a publisher (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
    shop: 'address of the shop, when a publisher signs',
    settings: 'JSON file: language, windows, shares, delivery, place',
    language: 'language of the texts, such as en or zh-CN',
    commission: 'commission of promoters in basis points',
    coverage: 'part of each order that the deposit covers, in basis points',
    arbitrator: 'address that rules disputes; by default the one that the node suggests',
    replace: 'also remove listings that the file does not have',
    'dry-run': 'check everything, publish nothing',
    json: 'print the result as JSON',
  },
  example: 'vouch shop import products.csv --images photos --key-file shop.key',
  async run({ positionals: [file = ''], values, console, env }) {
    const account = await readAccount(text(values, 'key-file'), env);
    const settings = await readShopSettings(text(values, 'settings'), {
      language: text(values, 'language'),
      commissionBps: wholeNumber(values, 'commission'),
      coverageBps: wholeNumber(values, 'coverage'),
      arbitrator: accountOption(values, 'arbitrator'),
    });
    const bars = { read: showProgress(console, 'Products'), upload: showProgress(console, 'Uploading') };
    const result = await importProducts({
      file,
      imageDirectory: text(values, 'images'),
      client: connectNode(nodeOption(values, env)),
      account,
      shop: accountOption(values, 'shop'),
      settings,
      replace: values.replace === true,
      dryRun: values['dry-run'] === true,
      clock: () => Math.floor(Date.now() / 1_000),
      onProgress: (step, done, total) => bars[step].update(done, total),
    }).finally(() => {
      bars.read.end();
      bars.upload.end();
    });
    if (values.json === true) console.out(`${JSON.stringify(result, null, 2)}\n`);
    else report(result, console);
    return result.issues.some((issue) => issue.severity === 'refused') ? 2 : 0;
  },
};

function report(result: Awaited<ReturnType<typeof importProducts>>, console: Console): void {
  for (const issue of result.issues) console.err(`${issueLine(issue)}\n`);
  const refused = result.issues.filter((issue) => issue.severity === 'refused').length;
  const warnings = result.issues.length - refused;
  console.out(
    `${result.rows} rows, ${result.products} products: ${result.imported} imported, ${refused} refused, ${warnings} warnings.\n${
      result.published === undefined
        ? 'Nothing was published.\n'
        : `Version ${result.published.version}: ${result.published.changed} changed, ${result.published.removed} removed.\n`
    }`,
  );
}

const issueLine = ({ line, handle, field, reason, severity }: ImportIssue): string =>
  `line ${line}${handle === '' ? '' : ` ${handle}`}: ${severity === 'refused' ? 'not imported' : 'warning'}: ${field}: ${reason}`;
