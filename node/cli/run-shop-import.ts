import { type ImportIssue, importReason } from '../../protocol/products/import-reasons.ts';
import { importProducts } from '../shop/import-products.ts';
import { connectNode } from '../shop/node-client.ts';
import { readShopSettings } from '../shop/shop-settings.ts';
import type { CommandInput, Console } from './command.ts';
import { readAccount } from './key-file.ts';
import { accountOption, nodeOption, text, wholeNumber } from './options.ts';
import { showProgress } from './progress.ts';

/** Imports and reports. */
export async function run({ positionals: [file = ''], values, console, env }: CommandInput): Promise<number> {
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
  if (values.json === true) {
    const issues = result.issues.map((issue) => ({ ...issue, reason: importReason(issue, 'en') }));
    console.out(`${JSON.stringify({ ...result, issues }, null, 2)}\n`);
  } else report(result, console);
  return result.issues.some((issue) => issue.severity === 'refused') ? 2 : 0;
}

function report(result: Awaited<ReturnType<typeof importProducts>>, console: Console): void {
  for (const issue of result.issues) console.err(`${issueLine(issue)}\n`);
  console.out(
    `${result.rows} rows, ${result.products} products: ${result.imported} imported, ${result.products - result.imported} refused; ${result.issues.length} remarks.\n${
      result.published === undefined
        ? 'Nothing was published.\n'
        : `Version ${result.published.version}: ${result.published.changed} changed, ${result.published.removed} removed.\n`
    }`,
  );
}

const issueLine = (issue: ImportIssue): string =>
  `line ${issue.line}${issue.handle === '' ? '' : ` ${issue.handle}`}: ${issue.severity === 'refused' ? 'not imported' : 'warning'}: ${importReason(issue, 'en')} (${issue.code})`;
