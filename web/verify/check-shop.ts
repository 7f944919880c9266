import type { HeadView } from '../../protocol/api/listing.ts';
import type { IslandView } from '../islands/mount.ts';
import type { Verified } from './check-listing.ts';
import { type ShownToken, type SignedTexts, showsPrice, showsTitle } from './shown.ts';
import { cidText, FalsePart, type Link, readBlock } from './signed-block.ts';
import { checkSignature, type MarketOf } from './signed-head.ts';

/** Listings of a page that are looked up in the tree: each takes a few small requests. */
const mostListings = 6;
const mostLevels = 9;

interface Entry {
  handle: string;
  listing: Link;
  terms: { token: string };
  offers: { priceUnits: string }[];
}
type Node = { type: 'leaf'; entries: Entry[] } | { type: 'branch'; children: { first: string; cid: Link }[] };

/**
 * Checks the page of a shop: the signature of its catalogue, and for the first listings that the page shows their place in the
 * signed tree, their title and their lowest price.
 * @throws FalsePart naming what is not what the shop signed
 */
export async function checkShop(options: {
  root: ParentNode;
  market: MarketOf;
  view: Pick<IslandView, 'amount'>;
  shop: string;
  tokens: readonly ShownToken[];
  head: HeadView;
}): Promise<Verified> {
  const { root, market, view, shop, tokens, head } = options;
  const digest = Uint8Array.from(head.catalogue.root.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  // Safety: the digest is signed, and so is what hashes to it.
  const { tree, shop: owner } = (await readBlock(digest, 'catalogue')) as { tree: Link; shop: string };
  if (owner !== shop) throw new FalsePart('catalogue');

  const cards = [...root.querySelectorAll<HTMLElement>('[data-handle]')].slice(0, mostListings);
  const nodes = new Map<string, Promise<Node>>();
  const nodeAt = ({ digest: at }: Link): Promise<Node> => {
    const name = cidText(at);
    // Safety: as above; a node of another form fails below.
    const node = nodes.get(name) ?? (readBlock(at, 'catalogue') as Promise<Node>);
    nodes.set(name, node);
    return node;
  };
  for (const card of cards) {
    const { handle = '', listing: cid = '' } = card.dataset;
    const entry = await findEntry(handle, tree, nodeAt);
    if (entry === undefined || cidText(entry.listing.digest) !== cid) throw new FalsePart('catalogue');
    // Safety: as above.
    const { texts } = (await readBlock(entry.listing.digest, 'block')) as { texts: SignedTexts };
    if (!showsTitle(card.querySelector('.card-title'), texts)) throw new FalsePart('title');
    const token = tokens.find(({ address }) => address === entry.terms.token);
    const units = entry.offers.map(({ priceUnits }) => BigInt(priceUnits)).reduce((a, b) => (b < a ? b : a));
    if (token === undefined || !showsPrice(card.querySelector('.price'), { view, units: String(units), token }))
      throw new FalsePart('price');
  }
  return { ...(await checkSignature(head, { ...market, shop })), listings: cards.length };
}

async function findEntry(
  handle: string,
  tree: Link,
  nodeAt: (link: Link) => Promise<Node>,
): Promise<Entry | undefined> {
  let link = tree;
  for (let level = 0; level < mostLevels; level++) {
    const node = await nodeAt(link);
    if (node.type === 'leaf') return node.entries.find((entry) => entry.handle === handle);
    const child = node.children.findLast(({ first }) => first <= handle);
    if (child === undefined) return undefined;
    link = child.cid;
  }
  return undefined;
}
