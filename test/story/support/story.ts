import type { Browser } from 'playwright-core';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { StatusView } from '../../../protocol/api/status.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { type PersonaRecord, personaRecords } from '../../../scripts/demo/accounts.ts';
import type { Locale } from '../../../web/locale.ts';
import { getJson } from '../../support/http.ts';
import type { TestMarket } from '../../support/market.ts';
import type { Products } from './products.ts';
import { openReader, type Reader } from './reader.ts';

/** A variant that was bought, and what it must come to. */
export interface Sale {
  order: Hex;
  totalUnits: bigint;
}

/** Where people read and act: the nodes of a market, and a browser. */
export interface Stage {
  market: { nodes: readonly { url: string }[] };
  browser: Browser;
  /** Readers by name, opened when a chapter first needs them. */
  readers: Map<string, Reader>;
}

/** What the chapters of the story from import to review share. */
export interface Story extends Stage {
  market: TestMarket;
  products: Products;
  /** Folder of the story's own files. */
  folder: string;
  sales: Map<'first' | 'second' | 'third', Sale>;
}

/** A person of the demo market. */
export function persona(name: string): PersonaRecord {
  const found = personaRecords().find((record) => record.name === name);
  if (!found) throw new RangeError(`nobody is called ${name}`);
  return found;
}

/** Who plays which part. */
export const cast = {
  seller: persona('lan'),
  buyer: persona('maya'),
  promoter: persona('tomas'),
  parent: persona('aiko'),
};

/** The node with that number, from 1. */
export function nodeOf<N extends { url: string }>(
  { market }: { market: { nodes: readonly N[] } },
  number: 1 | 2 | 3,
): N {
  const node = market.nodes[number - 1];
  if (!node) throw new RangeError(`there is no node ${number}`);
  return node;
}

/** Width of a phone's screen in pixels. */
const PHONE_WIDTH = 390;

/** Where somebody sits: on which node, in which language, and whether before a phone. */
export interface Seat {
  node: 1 | 2 | 3;
  locale?: Locale;
  phone?: boolean;
}

/** Somebody on a node; the second time the same one, with the cart and the wallet of the first. */
export async function readerAt(stage: Stage, { node, locale = 'en', phone = false }: Seat): Promise<Reader> {
  const name = `node ${node} ${locale}${phone ? ' phone' : ''}`;
  const known = stage.readers.get(name);
  if (known) return known;
  const reader = await openReader({
    browser: stage.browser,
    origin: nodeOf(stage, node).url,
    locale,
    ...(phone ? { width: PHONE_WIDTH } : {}),
  });
  stage.readers.set(name, reader);
  return reader;
}

/** A reader before a wide screen. */
export const readerOn = (stage: Stage, node: 1 | 2 | 3, locale: Locale = 'en'): Promise<Reader> =>
  readerAt(stage, { node, locale });

/** Asks a node's API. */
export const ask = <T>(stage: Stage, number: 1 | 2 | 3, path: string): Promise<T> =>
  getJson<T>(`${nodeOf(stage, number).url}/api/v1${path}`);

/** The token of the market as a node tells of it. */
export async function tokenOf(story: Stage): Promise<StatusView['tokens'][number]> {
  const { tokens } = await ask<StatusView>(story, 2, '/status');
  const [token] = tokens;
  if (!token) throw new RangeError('the market has no token');
  return token;
}

/** An order as a node tells it. */
export const orderOn = (story: Stage, number: 1 | 2 | 3, id: Hex): Promise<OrderDetail> =>
  ask(story, number, `/orders/${id}`);

/** A sale of the story, which an earlier chapter made. */
export function saleOf(story: Story, name: 'first' | 'second' | 'third'): Sale {
  const sale = story.sales.get(name);
  if (!sale) throw new RangeError(`the ${name} sale was not made`);
  return sale;
}
