import type { Image } from '../image.ts';

/** Pictures of an import, looked up by the file name that a product's address ends with. */
export interface ImageFolder {
  /** Number of picture files found. */
  count: number;
  /** @returns undefined when the folder has no such file; throws `image.*` when the file is no usable picture */
  find(src: string): Promise<Image | undefined>;
}

/** Sizes that Shopify appends to the names of scaled files. */
const scaled = /_(pico|icon|thumb|small|compact|medium|large|grande|original|master|\d+x\d*|\d*x\d+)$/;

/** The name that a picture is found by: without folder, query, size suffix and extension. */
export function imageKey(src: string): string {
  const name = decodeName(src.split(/[?#]/)[0]?.replace(/\/+$/, '').split('/').at(-1) ?? '');
  return name
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(scaled, '')
    .toLowerCase();
}

/** An address with a broken escape is taken as it stands. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
