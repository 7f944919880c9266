import type { FastifyRequest } from 'fastify';
import type { PageBase, PageRequest, TagCount } from '../../web/page-request.ts';
import type { ApiContext } from '../api/context.ts';

/** What a page shows, without what every page gets. */
export type PageBody = PageRequest extends infer Request
  ? Request extends PageBase
    ? Omit<Request, keyof PageBase>
    : never
  : never;

/** Reads what one page shows. */
export type ReadPage = (request: Pick<FastifyRequest, 'params' | 'query'>) => Promise<PageBody>;

/** Pages by their routes, such as `/listing/:cid`. */
export type PagesByRoute = Readonly<Record<string, ReadPage>>;

/** What reading pages needs of the node. */
export interface PageParts {
  context: ApiContext;
  /** Tags to browse by. */
  tags: () => Promise<TagCount[]>;
  /** What a page can do without: null when the node is too busy to read it now. */
  unlessBusy: <T>(reading: Promise<T>) => Promise<T | null>;
}

/** A part of the page's path; empty where the route has none of that name. */
export function pathOf(params: unknown, name: string): string {
  // Safety: a route's parameters are a record of strings.
  return String((params as Record<string, unknown>)[name] ?? '');
}
