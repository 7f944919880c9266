import { useSignal } from '@preact/signals';
import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { encodeListing } from '../../../protocol/listing.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ImportIssue } from '../../../protocol/products/import-reasons.ts';
import type { DraftContext } from '../../../protocol/products/product-draft.ts';
import { shopSettingsSchema } from '../../../protocol/products/shop-settings.ts';
import type { Product } from '../../../protocol/products/shopify-products.ts';
import { deskPath, deskShopIn } from '../../desk-parts.ts';
import { postBytes } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { noEdits, soldOf } from './catalogue-edit.ts';
import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { draftContext } from './draft-context.ts';
import { type ImportPlan, makeDrafts, picturesByName, planImport } from './import/plan-import.ts';
import { IssueTable, PlanTable } from './import/plan-table.tsx';
import { loadCatalogue } from './node-blocks.ts';
import { publishEdits } from './publish.ts';
import { SigningNote } from './signing-note.tsx';
import { useSigning } from './use-signing.ts';

/** Listings that make a version: a node keeps only so much of one uploader that no catalogue names yet. */
const PART = 100;

type Read = { products: Product[]; issues: ImportIssue[] };

const ImportPage: DeskPage = (props) => {
  const { words, chain, connection, onDone } = props;
  const shop = addressSchema.parse(props.shop.address);
  const read = useSignal<Read | null>(null);
  const pictures = useSignal<ReadonlyMap<string, File>>(new Map());
  const plan = useSignal<ImportPlan | null>(null);
  const error = useSignal<VouchError | null>(null);
  const busy = useSignal(false);
  const done = useSignal(0);
  const said = useSignal('');
  /** Pictures that the node refused while the file was published. */
  const refused = useSignal<readonly ImportIssue[]>([]);
  const signing = useSigning(props);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    error.value = null;
    busy.value = true;
    try {
      await act();
    } catch (cause) {
      said.value = '';
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };
  const contextOf = async (): Promise<Omit<DraftContext, 'images' | 'onIssue'>> => {
    const catalogue = await loadCatalogue(shop);
    const { token, arbitrator } = draftContext(chain, { shop, catalogue });
    return {
      shop,
      token,
      arbitrator,
      settings: shopSettingsSchema.parse({ language: words.locale }),
      soldOf: (handle, code) => soldOf(catalogue?.sales ?? [], handle, code),
    };
  };
  const replan = async (): Promise<void> => {
    if (read.value === null) return;
    const { products, issues } = read.value;
    plan.value = await planImport(products, await contextOf(), { pictures: new Set(pictures.value.keys()), issues });
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
  const publish = (): Promise<void> =>
    attempt(async () => {
      if (read.value === null) return;
      done.value = 0;
      said.value = words.t('import.uploading');
      const { products } = read.value;
      const context = await contextOf();
      const failed: ImportIssue[] = [];
      for (let from = 0; from < products.length; from += PART) {
        const drafts = await makeDrafts(products.slice(from, from + PART), context, {
          pictures: pictures.value,
          upload: (file) => postBytes<UploadedImage>('/api/v1/images', { body: file, type: file.type }),
          onIssue: (issue) => failed.push(issue),
          onProgress: (count) => {
            done.value = from + count;
          },
        });
        if (drafts.length === 0) continue;
        const blocks = drafts.map(({ listing }) => encodeListing(listing));
        await publishEdits({
          chain,
          connection,
          shop,
          signing: signing.value,
          current: await loadCatalogue(shop),
          edits: {
            ...noEdits,
            added: drafts.flatMap(({ listing, terms, offers }, index) => {
              const block = blocks[index];
              return block === undefined ? [] : [{ handle: listing.handle, listing: block.cid, terms, offers }];
            }),
          },
          listings: blocks,
        });
      }
      said.value = words.t('import.done');
      refused.value = failed.filter(({ code }) => code === 'picture_unusable');
      read.value = null;
      plan.value = null;
      onDone();
    });
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
        <section class="desk-section" aria-labelledby="import-plan">
          <h2 id="import-plan">{words.t('import.plan')}</h2>
          <PlanTable words={words} plan={planned} tokens={chain.tokens} />
          {planned.drafts.length > 0 && (
            <div class="publish-bar publish-sticky">
              <button class="button" type="button" disabled={busy.value} onClick={() => void publish()}>
                {words.count('import.publish', planned.drafts.length)}
              </button>
              <SigningNote words={words} signing={signing.value} />
            </div>
          )}
        </section>
      )}
    </div>
  );
};

/** Brings a product file with its pictures into the catalogue, after showing what it becomes. */
export const load: DeskPageModule['load'] = () => ImportPage;
