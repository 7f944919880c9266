import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { ShopDetail } from '../../protocol/api/shop.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import { accentOfStyle, styleSheet } from '../../protocol/theme-style.ts';
import { type Locale, locales } from '../../web/locale.ts';
import type { PageRequest, WebServerModule } from '../../web/page-request.ts';
import type { ApiContext } from '../api/context.ts';
import { imageTypeOf } from '../api/image-type.ts';
import { known } from '../api/known.ts';
import { parseCid } from '../api/parse-cid.ts';
import { cardView } from '../cards/card-view.ts';
import { atomFeed } from '../feeds/atom-feed.ts';
import { feedBatches } from '../feeds/feed-batches.ts';
import { productFeed } from '../feeds/product-feed.ts';
import { accountsOfListing } from '../render/accounts-of.ts';
import { markSvg } from '../site/app-manifest.ts';
import { clientFiles } from './client-files.ts';
import { rewritePage } from './rewrite-page.ts';
import { allListings, signedParts, siteLimits, tooLarge } from './site-data.ts';
import { variantFiles } from './variant-files.ts';

/** What rendering a site needs. */
export interface SiteParts {
  context: Pick<ApiContext, 'queries' | 'blocks' | 'origin' | 'status'>;
  web: WebServerModule;
  /** Where the client build lies. */
  clientFolder: string;
}
/** One file of a site. */
export interface SiteFile {
  /** Way from the site's folder, with `/`. */
  path: string;
  bytes: Uint8Array;
}

const PAGE_LISTINGS = 48;
const REVIEWS = 12;
const MORE = 4;
const RECOMMENDATIONS = 4;
const FEED = 50;
const encoder = new TextEncoder();
const textFile = (name: string, text: string): SiteFile => ({ path: name, bytes: encoder.encode(text) });

/**
 * Renders a whole shop as files that work below any address: its pages in every language, pictures, scripts, feeds, and
 * the signed documents that the scripts check the pages against. The same state of the index gives the same files.
 * @throws VouchError `shop.not_found`, `head.not_found`, `site.too_large`
 */
export async function renderSite({ context, web, clientFolder }: SiteParts, address: Address): Promise<SiteFile[]> {
  const { queries, blocks, origin: originOf } = context;
  const origin = originOf();
  const shop = known(await queries.getShop(address), 'shop');
  const [{ summaries, details }, { head, documents }, reviews, trust, featured, status, entries] = await Promise.all([
    allListings(context, address),
    signedParts(context, address),
    queries.listReviews({ limit: REVIEWS, shop: address }),
    queries.shopTrust(address),
    queries.featuredListings({ shop: address, handles: shop.theme?.featured ?? [] }),
    context.status(),
    queries.newestFeedListings({ shop: address, limit: FEED }),
  ]);
  const files = new Map<string, SiteFile>();
  let bytes = 0;
  const put = (file: SiteFile): void => {
    if (files.has(file.path)) return;
    files.set(file.path, file);
    bytes += file.bytes.length;
    if (bytes > siteLimits.bytes) tooLarge(`${siteLimits.bytes} bytes`);
  };
  const handles = new Map(details.map(({ cid, handle }) => [cid, handle]));
  const variants = variantFiles(details);
  const images = new Map<string, string>();
  const loadImages = async (html: string): Promise<void> => {
    for (const [, cid = ''] of html.matchAll(/\/image\/([a-z2-7]+)/g)) {
      if (images.has(cid)) continue;
      const content = await blocks.get(parseCid(cid));
      const type = content && imageTypeOf(content);
      images.set(cid, type === undefined ? '' : `image/${cid}.${type.slice('image/'.length)}`);
      if (content && type) put({ path: `image/${cid}.${type.slice('image/'.length)}`, bytes: content });
    }
  };

  async function page(
    locale: Locale,
    name: string,
    request: { path: string; next?: string } & Record<string, unknown>,
  ) {
    const { next, ...body } = request;
    const folder = locale === 'en' ? '' : `${locale}/`;
    // Safety: the callers below give the members of one page.
    const { html } = web.renderPage({
      locale,
      theme: 'auto',
      origin,
      // Ages are those at the newest block, so that the same state gives the same pages.
      now: status.blockTime,
      status: { ...status, demo: false, synced: true },
      ...body,
    } as unknown as PageRequest);
    await loadImages(html);
    const file = `${folder}${name}`;
    const view = cardView(locale, status.blockTime);
    put(
      textFile(
        file,
        rewritePage(html, {
          up: '../'.repeat(file.split('/').length - 1),
          origin,
          note: {
            text: view.t('site.note'),
            link: view.t('site.node', { node: new URL(origin).host }),
            href: `${origin}${request.path}`,
          },
          fileOf: (link) => fileOf(link, { locale, name, next }),
        }),
      ),
    );
  }
  /** File of the site that a path of the node is. */
  function fileOf(link: string, at: { locale: Locale; name: string; next: string | undefined }): string | undefined {
    const url = new URL(link, origin);
    // What was chosen before is told by the node alone.
    url.searchParams.delete('was');
    const lang = url.searchParams.get('lang');
    const locale = locales.find((each) => each === lang) ?? at.locale;
    const folder = locale === 'en' ? '' : `${locale}/`;
    if (lang !== null) return `${folder}${at.name}`;
    const image = /^\/image\/([a-z2-7]+)$/.exec(url.pathname)?.[1];
    if (image !== undefined) return images.get(image) || undefined;
    if (url.pathname === '/favicon.svg' || url.pathname.startsWith('/assets/')) return url.pathname.slice(1);
    if (url.pathname.startsWith('/theme/')) return putTheme(url.pathname);
    if (url.searchParams.has('cursor')) return at.next === undefined ? undefined : `${folder}${at.next}`;
    const cid = /^\/listing\/([a-z2-7]+)$/.exec(url.pathname)?.[1] ?? '';
    const variant = url.searchParams.get('v');
    if (variant !== null && url.searchParams.size === 1) {
      const file = variants.fileOf(cid, variant);
      return file === undefined ? undefined : `${folder}${file}`;
    }
    if (url.search !== '') return undefined;
    if (url.pathname === `/shop/${shop.address}`) return `${folder}index.html`;
    if (url.pathname === `/shop/${shop.address}/trust`) return `${folder}trust.html`;
    if (url.pathname === `/shop/${shop.address}/feed.atom`) return `${folder}feed.atom`;
    if (url.pathname === `/shop/${shop.address}/products.xml`) return `${folder}products.xml`;
    const handle = handles.get(cid);
    return handle === undefined ? undefined : `${folder}listing/${handle}.html`;
  }
  function putTheme(pathname: string): string | undefined {
    const accent = accentOfStyle(pathname.slice('/theme/'.length));
    if (accent === undefined) return undefined;
    put(textFile(pathname.slice(1), styleSheet(accent)));
    return pathname.slice(1);
  }

  const shopPages = Math.max(1, Math.ceil(summaries.length / PAGE_LISTINGS));
  const shopPage = (number: number): string => (number === 1 ? 'index.html' : `page-${number}.html`);
  for (const locale of locales) {
    for (let number = 1; number <= shopPages; number++) {
      const items = summaries.slice((number - 1) * PAGE_LISTINGS, number * PAGE_LISTINGS);
      await page(locale, shopPage(number), {
        page: 'shop',
        path: `/shop/${address}`,
        shop,
        featured: number === 1 ? featured : [],
        listings: { items, nextCursor: number < shopPages ? String(number) : null },
        reviews,
        copies: null,
        trust: trust ?? null,
        ...(number < shopPages ? { next: shopPage(number + 1) } : {}),
      });
    }
    await page(locale, 'trust.html', { page: 'trust', path: `/shop/${address}/trust`, shop, trust: trust ?? null });
    for (const listing of details) {
      const parts = await listingPage(context, { shop, listing, summaries });
      await page(locale, `listing/${listing.handle}.html`, parts);
      for (const { code, file } of variants.further(listing))
        await page(locale, file, { ...parts, path: `${parts.path}?v=${encodeURIComponent(code)}`, variant: code });
    }
    const folder = locale === 'en' ? '' : `${locale}/`;
    const frame = { origin, language: locale, shop: { ...shop, address } };
    put(textFile(`${folder}feed.atom`, atomFeed({ ...frame, path: `/shop/${address}/feed.atom` }, entries)));
    const products = productFeed({ ...frame, path: `/shop/${address}/products.xml` }, feedBatches(queries, address));
    put(textFile(`${folder}products.xml`, (await Array.fromAsync(products)).join('')));
  }
  put(textFile('favicon.svg', markSvg()));
  put(textFile(`api/v1/heads/${address}`, JSON.stringify(head)));
  for (const listing of details) put(textFile(`api/v1/listings/${listing.cid}`, JSON.stringify(listing)));
  for (const { cid, bytes: content } of documents) put({ path: `ipfs/${cid}`, bytes: content });
  for (const name of await clientFiles(clientFolder))
    put({ path: `assets/${name}`, bytes: await readFile(path.join(clientFolder, name)) });
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listingPage(
  { queries }: Pick<ApiContext, 'queries'>,
  { shop, listing, summaries }: { shop: ShopDetail; listing: ListingDetail; summaries: readonly { handle: string }[] },
) {
  const [reviews, trust, people, words] = await Promise.all([
    queries.listReviews({ limit: REVIEWS, listing: listing.cid }),
    queries.listingTrust(shop.address, listing.handle),
    queries.namesOf(accountsOfListing(listing, { groups: [], promoter: null })),
    queries.listRecommendations({
      limit: RECOMMENDATIONS,
      shop: addressSchema.parse(shop.address),
      handle: listing.handle,
    }),
  ]);
  return {
    page: 'listing',
    path: `/listing/${listing.cid}`,
    listing,
    reviews,
    groups: [],
    more: summaries.filter(({ handle }) => handle !== listing.handle).slice(0, MORE),
    trust: trust ?? null,
    recommendations: words.items,
    variant: null,
    promoter: null,
    people,
  };
}
