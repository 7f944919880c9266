import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ImportIssue } from '../../../protocol/products/import-reasons.ts';
import { type ShopSettings, shopSettingsSchema } from '../../../protocol/products/shop-settings.ts';
import type { Product } from '../../../protocol/products/shopify-products.ts';
import { deskPath, deskShopIn } from '../../desk-parts.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { soldOf } from './catalogue-edit.ts';
import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { draftContext } from './draft-context.ts';
import { checkSale, type ImportSale } from './import/import-sale.ts';
import { type ImportPlan, type PlanContext, picturesByName, planImport } from './import/plan-import.ts';
import { IssueTable, PlanTable } from './import/plan-table.tsx';
import { publishImport } from './import/publish-import.ts';
import { SaleSettings } from './import/sale-settings.tsx';
import { type LoadedCatalogue, loadCatalogue } from './node-blocks.ts';
import { SigningNote } from './signing-note.tsx';
import { useProblems } from './use-problems.ts';
import { useSigning } from './use-signing.ts';
import { usualSale } from './usual-sale.ts';

type Read = { products: Product[]; issues: ImportIssue[] };

const ImportPage: DeskPage = (props) => {
  const { words, chain, connection, onDone } = props;
  const shop = addressSchema.parse(props.shop.address);
  const read = useSignal<Read | null>(null);
  const pictures = useSignal<ReadonlyMap<string, File>>(new Map());
  const plan = useSignal<ImportPlan | null>(null);
  const { busy, error, said, attempt } = useAttempt();
  const done = useSignal(0);
  /** Pictures that the node refused while the file was published. */
  const refused = useSignal<readonly ImportIssue[]>([]);
  /** Null until a file was read. */
  const sale = useSignal<ImportSale | null>(null);
  const signing = useSigning(props);
  const form = useRef<HTMLFormElement>(null);
  const [token] = chain.tokens;
  const decimals = token?.decimals ?? 0;
  const contextOf = (catalogue: LoadedCatalogue | null, settings: ShopSettings): PlanContext => ({
    ...draftContext(chain, { shop, catalogue }),
    settings,
    soldOf: (handle, code) => soldOf(catalogue?.sales ?? [], handle, code),
  });
  /** Shows what the file becomes; how it is sold is asked beside it, and checked once more when it is published. */
  const replan = async (): Promise<void> => {
    if (read.value === null) return;
    const { products, issues } = read.value;
    const catalogue = await loadCatalogue(shop);
    sale.value ??= {
      ...(await usualSale({ shop, catalogue, decimals, storage: localStorage })),
      language: words.locale,
    };
    const settings = shopSettingsSchema.parse({ language: sale.value.language });
    const context = contextOf(catalogue, settings);
    plan.value = await planImport(products, context, { pictures: new Set(pictures.value.keys()), issues });
  };
  const choose = (file: File | undefined): Promise<void> =>
    attempt(async () => {
      if (file === undefined) return;
      plan.value = null;
      refused.value = [];
      said.value = words.t('import.reading');
      const { readProducts } = await import('./import/read-file.ts');
      const issues: ImportIssue[] = [];
      const products = await readProducts({ name: file.name, text: await file.text() }, (issue) => issues.push(issue));
      read.value = { products, issues };
      await replan();
      said.value = '';
    });
  const choosePictures = (files: FileList | null): Promise<void> =>
    attempt(async () => {
      pictures.value = picturesByName([...(files ?? [])].filter(({ type }) => type.startsWith('image/')));
      await replan();
    });
  const publish = (settings: ShopSettings): Promise<void> =>
    attempt(async () => {
      if (read.value === null) return;
      done.value = 0;
      said.value = words.t('import.uploading');
      refused.value = await publishImport({
        chain,
        connection,
        shop,
        signing: signing.value,
        products: read.value.products,
        context: contextOf(await loadCatalogue(shop), settings),
        pictures: pictures.value,
        onProgress: (count) => {
          done.value = count;
        },
      });
      said.value = words.t('import.done');
      read.value = null;
      plan.value = null;
      onDone();
    });
  const checked = sale.value === null ? null : checkSale(sale.value, decimals);
  const { problemOf, onFocusOut, showAll } = useProblems(checked?.ok === false ? checked.problems : []);
  const planned = plan.value;
  return (
    <div class="desk">
      <section class="desk-section" aria-labelledby="import-file">
        <p>
          <a href={deskPath('/desk/goods', deskShopIn(location.search))}>← {words.t('edit.back')}</a>
        </p>
        <h2 id="import-file">{words.t('import.title')}</h2>
        <p class="quiet">{words.t('import.text')}</p>
        <div class="field-row field-row-files">
          <label class="field">
            <span>{words.t('import.file')}</span>
            <input
              type="file"
              accept=".csv,text/csv"
              disabled={busy.value}
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
            />
          </label>
          <label class="field">
            <span>{words.t('import.pictures')}</span>
            <input
              type="file"
              accept="image/*"
              multiple
              {...{ webkitdirectory: true }}
              disabled={busy.value}
              onChange={(event) => void choosePictures(event.currentTarget.files)}
            />
          </label>
        </div>
        <p class="small quiet">{words.t('import.pictures_text')}</p>
        {pictures.value.size > 0 && <p class="small">{words.count('import.found', pictures.value.size)}</p>}
        <p role="status">{said.value}</p>
        {busy.value && read.value !== null && done.value > 0 && (
          <progress
            class="import-progress"
            value={done.value}
            max={read.value.products.length}
            aria-label={words.t('import.uploading')}
          />
        )}
        <IssueTable words={words} issues={refused.value} />
        {error.value !== null && <ErrorNote view={words} error={error.value} />}
      </section>
      {planned !== null && (
        <form
          ref={form}
          class="desk"
          noValidate
          onFocusOut={onFocusOut}
          onSubmit={(event) => {
            event.preventDefault();
            if (checked?.ok === true) void publish(checked.settings);
            else showAll(form.current);
          }}
        >
          <section class="desk-section" aria-labelledby="import-plan">
            <h2 id="import-plan">{words.t('import.plan')}</h2>
            <PlanTable words={words} plan={planned} tokens={chain.tokens} />
          </section>
          {planned.drafts.length > 0 && sale.value !== null && (
            <>
              <SaleSettings
                words={words}
                symbol={token?.symbol ?? ''}
                sale={sale.value}
                problemOf={problemOf}
                onChange={(change) => {
                  if (sale.value === null) return;
                  sale.value = { ...sale.value, ...change };
                  if (change.language !== undefined) void attempt(replan);
                }}
              />
              <div class="publish-bar publish-sticky">
                <button class="button" type="submit" disabled={busy.value}>
                  {words.count('import.publish', planned.drafts.length)}
                </button>
                <SigningNote words={words} signing={signing.value} />
              </div>
            </>
          )}
        </form>
      )}
    </div>
  );
};

/** Brings a product file with its pictures into the catalogue, after showing what it becomes. */
export const load: DeskPageModule['load'] = () => ImportPage;
