import { randomBytes } from 'node:crypto';
import type { CID } from 'multiformats/cid';
import { hexToBytes } from 'viem/utils';
import { type Block, digestOf, encodeDocument } from '../../../../protocol/block.ts';
import type { Head } from '../../../../protocol/head.ts';
import { catalogueTypedData } from '../../../../protocol/typed-data.ts';
import { type SampleShop, sampleChainId, sampleMarket } from '../../../../scripts/bench/replicate/sample-shop.ts';
import { seconds } from '../../p2p/support/node-parts.ts';

/** A catalogue that a shop signed and no honest tool would make. */
export interface Bomb {
  head: Head;
  blocks: Block[];
}

/** Signs a catalogue over any tree, with any number of listings in its root. */
export async function bomb(
  sample: SampleShop,
  { tree, count, version, blocks }: { tree: CID; count: number; version: number; blocks: Block[] },
): Promise<Bomb> {
  const offers = `0x${'11'.repeat(32)}` as const;
  const root = encodeDocument({
    v: 1,
    type: 'catalogue',
    shop: sample.shop,
    version,
    previous: null,
    profile: null,
    offers,
    count,
    tree,
  });
  const catalogue = { shop: sample.shop, version, root: digestOf(root.cid), offers, validUntil: seconds() + 10_000 };
  const signature = await sample.account.signTypedData(catalogueTypedData(sampleChainId, sampleMarket, catalogue));
  const head: Head = { v: 1, type: 'head', catalogue, signer: sample.shop, signature: hexToBytes(signature) };
  return { head, blocks: [...blocks, root] };
}

/** A branch over children under made-up first keys. */
export const branch = (level: number, children: CID[]): Block =>
  encodeDocument({ v: 1, type: 'branch', level, children: children.map((cid, index) => ({ first: key(index), cid })) });

/** Blocks that exist nowhere. */
export const nowhere = (count: number): CID[] =>
  Array.from({ length: count }, () => encodeDocument({ none: randomBytes(8) }).cid);

const key = (index: number): string => `k${String(index).padStart(6, '0')}`;
