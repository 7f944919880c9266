import type { VouchError } from '../../protocol/errors.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { asVouchError, type BlockPool, createBlockPool } from './block-pool.ts';
import { type CheckedHead, checkHead, type HeadQuestion } from './check-head.ts';
import type { PeerMemory } from './known-peers.ts';
import { peerLimits } from './peer-limits.ts';
import { readPictures } from './pictures.ts';
import { type Catalogue, type ReadListing, readCatalogue, readListings } from './read-catalogue.ts';
import type { RemotePeer } from './remote-peer.ts';

/** How it stands with one peer. */
export interface PeerRow {
  /** The address that answered, or the first that was tried. */
  address: string;
  state: 'dialling' | 'connected' | 'unreachable' | 'refused';
  /** Version of the head that it gave, when that passed its checks. */
  version: number | null;
  blocks: number;
  bytes: number;
  error: VouchError | null;
}

/** All that a page shows of a reading. */
export interface ShopReading {
  stage: 'dialling' | 'catalogue' | 'listings' | 'done' | 'failed';
  peers: readonly PeerRow[];
  found: CheckedHead | null;
  /** Two peers gave two catalogues that the shop signed under one version. */
  equivocated: boolean;
  /** The newest version that this browser saw before, when it is above the one found. */
  seenNewer: number | null;
  catalogue: Catalogue | null;
  listings: readonly ReadListing[];
  /** URL of the picture of a listing, by its CID. */
  pictures: ReadonlyMap<string, string>;
  error: VouchError | null;
}

export interface ReadingPorts {
  dial(address: string): Promise<RemotePeer>;
  /** Addresses to try, the best first; those of one peer are tried one after another. */
  addresses: readonly string[];
  question: HeadQuestion;
  memory: PeerMemory;
  /** Makes a URL of a picture. */
  urlOf(bytes: Uint8Array, type: string): string;
  changed(reading: ShopReading): void;
}

/** How long others may still name a newer version once one peer has answered, in milliseconds. */
const graceMilliseconds = 1_500;

/**
 * Reads a shop from peers alone: heads first, then the newest catalogue that the shop signed, then listings with pictures.
 * Everything is checked before it is shown; a peer that breaks a rule is named and asked nothing more.
 * @returns reads the next listings, after the first; ends when the catalogue's first listings are shown or it failed
 */
export async function readShop(ports: ReadingPorts): Promise<{ more: () => Promise<void> }> {
  const { question, memory } = ports;
  let reading: ShopReading = {
    stage: 'dialling',
    peers: [],
    found: null,
    equivocated: false,
    seenNewer: null,
    catalogue: null,
    listings: [],
    pictures: new Map(),
    error: null,
  };
  const change = (part: Partial<ShopReading>): void => {
    reading = { ...reading, ...part };
    ports.changed(reading);
  };
  const setRow = (index: number, part: Partial<PeerRow>): void =>
    change({ peers: reading.peers.map((row, at) => (at === index ? { ...row, ...part } : row)) });

  const remotes: (RemotePeer | undefined)[] = [];
  const heads: CheckedHead[] = [];
  const first = Promise.withResolvers<void>();

  const meet = async (index: number, addresses: readonly string[]): Promise<void> => {
    const remote = await dialAny(addresses, ports.dial);
    remotes[index] = remote;
    setRow(index, { address: remote.address, state: 'connected' });
    memory.answered(remote.address);
    const [bytes] = await remote.heads([question.shop]);
    if (bytes === undefined) return;
    const head = await checkHead(bytes, question);
    heads.push(head);
    setRow(index, { version: head.head.catalogue.version });
    first.resolve();
  };
  const failed = (index: number, cause: unknown): void => {
    const error = asVouchError(cause);
    const known = remotes[index] !== undefined;
    setRow(index, { state: known && !error.retryable ? 'refused' : known ? 'connected' : 'unreachable', error });
    if (!known || error.retryable) return;
    remotes[index]?.close().catch(() => undefined);
    remotes[index] = undefined;
  };

  const groups = byPeer(ports.addresses).slice(0, peerLimits.dials);
  change({
    peers: groups.map(([address = '']) => ({
      address,
      state: 'dialling',
      version: null,
      blocks: 0,
      bytes: 0,
      error: null,
    })),
  });
  const meetings = atMost(peerLimits.dialsAtOnce, groups, (group, index) =>
    meet(index, group).catch((error: unknown) => failed(index, error)),
  );
  await Promise.race([meetings, first.promise.then(() => pause(graceMilliseconds))]);

  const pool = createBlockPool({
    // Those whose head is the one that is read have its blocks.
    peers: () =>
      remotes
        .map((remote, index) => ({ remote, version: reading.peers[index]?.version ?? 0 }))
        .sort((a, b) => b.version - a.version)
        .flatMap(({ remote }) => remote ?? []),
    received: (peer, blocks, bytes) => {
      const index = remotes.indexOf(peer);
      const row = reading.peers[index];
      if (row !== undefined) setRow(index, { blocks: row.blocks + blocks, bytes: row.bytes + bytes });
    },
    failed: (peer, error) => failed(remotes.indexOf(peer), error),
  });

  const more = (): Promise<void> => addListings({ reading: () => reading, change, pool, ports });
  try {
    await readNewest({ heads, pool, change, ports });
    await more();
    await meetings;
    const newest = newestOf(heads);
    change({ equivocated: hasEquivocated(heads) });
    if (newest !== undefined && newest.head.catalogue.version > (reading.found?.head.catalogue.version ?? 0)) {
      change({ listings: [] });
      await readNewest({ heads, pool, change, ports });
      await more();
    }
  } catch (error) {
    await meetings;
    change({ stage: 'failed', error: heads.length > 0 ? asVouchError(error) : nothingFound(reading.peers) });
  }
  return { more };
}

async function readNewest(parts: {
  heads: readonly CheckedHead[];
  pool: BlockPool;
  change: (part: Partial<ShopReading>) => void;
  ports: ReadingPorts;
}): Promise<void> {
  const { heads, pool, change, ports } = parts;
  const found = newestOf(heads);
  if (found === undefined) throw peerError('shop_unknown', 'No peer has this shop.', true);
  const { shop, version } = found.head.catalogue;
  const seen = ports.memory.seenVersion(shop);
  change({ stage: 'catalogue', found, equivocated: hasEquivocated(heads), seenNewer: seen > version ? seen : null });
  const catalogue = await readCatalogue(found.head, pool);
  if (version > seen) ports.memory.saw(shop, version);
  change({ stage: 'listings', catalogue });
}

async function addListings(parts: {
  reading: () => ShopReading;
  change: (part: Partial<ShopReading>) => void;
  pool: BlockPool;
  ports: ReadingPorts;
}): Promise<void> {
  const { reading, change, pool, ports } = parts;
  const { catalogue, listings } = reading();
  if (catalogue === null) return;
  change({ stage: 'listings', error: null });
  const next = catalogue.entries.slice(listings.length, listings.length + peerLimits.listingsAtOnce);
  try {
    const read = await readListings(catalogue.root.shop, next, pool);
    change({ listings: [...listings, ...read] });
    await readPictures(read, pool, (listing, bytes, type) => {
      change({ pictures: new Map(reading().pictures).set(listing, ports.urlOf(bytes, type)) });
    });
    change({ stage: 'done' });
  } catch (error) {
    change({ stage: 'failed', error: asVouchError(error) });
  }
}

/** The highest version; of two under one, which is evidence against the shop, the lower root, as nodes choose. */
const newestOf = (heads: readonly CheckedHead[]): CheckedHead | undefined =>
  [...heads].sort(
    ({ head: a }, { head: b }) =>
      b.catalogue.version - a.catalogue.version || (a.catalogue.root < b.catalogue.root ? -1 : 1),
  )[0];

const hasEquivocated = (heads: readonly CheckedHead[]): boolean =>
  heads.some(({ head: a }) =>
    heads.some(({ head: b }) => a.catalogue.version === b.catalogue.version && a.catalogue.root !== b.catalogue.root),
  );

/** Why there is no head at all. */
function nothingFound(peers: readonly PeerRow[]): VouchError {
  const refused = peers.find(({ state }) => state === 'refused');
  if (refused?.error) return refused.error;
  return peers.some(({ state }) => state === 'connected')
    ? peerError('shop_unknown', 'No peer that answered has this shop.', true)
    : peerError('none_reachable', 'No peer can be reached.', true);
}

/** Addresses of one peer together, in the order in which peers are first named. */
function byPeer(addresses: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const address of addresses) {
    const peer = address.slice(address.lastIndexOf('/p2p/'));
    groups.set(peer, [...(groups.get(peer) ?? []), address]);
  }
  return [...groups.values()];
}

async function dialAny(addresses: readonly string[], dial: ReadingPorts['dial']): Promise<RemotePeer> {
  let last: unknown = peerError('none_reachable', 'The peer has no address.', false);
  for (const address of addresses) {
    try {
      return await dial(address);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

async function atMost<T>(most: number, items: readonly T[], work: (item: T, index: number) => Promise<void>) {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
