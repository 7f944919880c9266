import { CID } from 'multiformats/cid';
import type { UploadedImage } from '../../../../protocol/api/common.ts';
import type { Image } from '../../../../protocol/image.ts';
import type { Draft } from '../../../../protocol/products/draft.ts';
import type { ImportIssue } from '../../../../protocol/products/import-reasons.ts';
import { imageKey } from '../../../../protocol/products/picture-names.ts';
import { type DraftContext, draftOf } from '../../../../protocol/products/product-draft.ts';
import type { Product } from '../../../../protocol/products/shopify-products.ts';

/** What a file would become, before anything is published. */
export interface ImportPlan {
  /** Listings in the order of the file, each with the pictures that it names and the folder has. */
  drafts: { draft: Draft; pictures: string[] }[];
  /** What is left out and why, by line. */
  issues: ImportIssue[];
  products: number;
}

/** Stands in for a picture that was not uploaded yet: the preview says only whether there is one. */
const standIn: Image = {
  sources: [
    {
      cid: CID.parse('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'),
      width: 1,
      height: 1,
      bytes: 1,
      type: 'image/webp',
    },
  ],
};

/** Pictures of a chosen folder by the name that products find them by. */
export const picturesByName = <F extends { name: string }>(files: readonly F[]): Map<string, F> =>
  new Map(files.map((file) => [imageKey(file.name), file]));

/** What drafts are made with, beside pictures. */
export type PlanContext = Omit<DraftContext, 'images' | 'onIssue'>;

/**
 * Says what a file would become: nothing is uploaded.
 * @param pictures names of the chosen pictures, as `picturesByName` gives them
 */
export async function planImport(
  products: readonly Product[],
  context: PlanContext,
  { pictures, issues: before }: { pictures: ReadonlySet<string>; issues: readonly ImportIssue[] },
): Promise<ImportPlan> {
  const issues = [...before];
  const drafts: ImportPlan['drafts'] = [];
  for (const product of products) {
    const used: string[] = [];
    const draft = await draftOf(product, {
      ...context,
      onIssue: (issue) => issues.push(issue),
      images: {
        count: pictures.size,
        find: async (src) => {
          const name = imageKey(src);
          if (!pictures.has(name)) return undefined;
          used.push(name);
          return standIn;
        },
      },
    });
    if (draft !== undefined) drafts.push({ draft, pictures: used });
  }
  issues.sort((a, b) => a.line - b.line);
  return { drafts, issues, products: products.length };
}

const imageOf = ({ sources }: UploadedImage): Image => ({
  sources: sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })),
});

/**
 * Makes the listings, uploading each picture once.
 * @param upload sends a picture to the node
 * @param onProgress after each product
 */
export async function makeDrafts<F>(
  products: readonly Product[],
  context: PlanContext,
  parts: {
    pictures: ReadonlyMap<string, F>;
    upload: (file: F) => Promise<UploadedImage>;
    onIssue: (issue: ImportIssue) => void;
    onProgress: (done: number) => void;
  },
): Promise<Draft[]> {
  const sent = new Map<string, Image>();
  const drafts: Draft[] = [];
  for (const [index, product] of products.entries()) {
    const draft = await draftOf(product, {
      ...context,
      onIssue: parts.onIssue,
      images: {
        count: parts.pictures.size,
        find: async (src) => {
          const name = imageKey(src);
          const file = parts.pictures.get(name);
          if (file === undefined) return undefined;
          const image = sent.get(name) ?? imageOf(await parts.upload(file));
          sent.set(name, image);
          return image;
        },
      },
    });
    if (draft !== undefined) drafts.push(draft);
    parts.onProgress(index + 1);
  }
  return drafts;
}
