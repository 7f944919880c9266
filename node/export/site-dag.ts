import * as dagPb from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import { importer } from 'ipfs-unixfs-importer';
import { equals } from 'multiformats/bytes';
import type { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { type Block, RAW } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { SiteFile } from './render-site.ts';

/** A folder as IPFS holds it. */
export interface SiteDag {
  root: CID;
  blocks: Block[];
}

/** Makes files into a UnixFS folder: CIDv1, raw leaves; the same files give the same root. */
export async function siteDag(files: readonly SiteFile[]): Promise<SiteDag> {
  const blocks = new Map<string, Block>();
  const store = {
    put: async (cid: CID, bytes: Uint8Array) => {
      blocks.set(cid.toString(), { cid, bytes });
      return cid;
    },
  };
  let root: CID | undefined;
  const candidates = files.map(({ path, bytes }) => ({ path, content: bytes }));
  // Safety: the importer only ever puts.
  for await (const { cid } of importer(candidates, store as never, {
    cidVersion: 1,
    rawLeaves: true,
    wrapWithDirectory: true,
  }))
    root = cid;
  if (root === undefined) throw new RangeError('a folder without files has no root');
  return { root, blocks: [...blocks.values()] };
}

const FORBIDDEN = /^(\.{0,2}|.*[/\\\0].*)$/;

/**
 * Reads the files of a UnixFS folder back, every block checked against its CID.
 * @param options what the folder's CID is, and the blocks, of which those that do not belong to it are left alone
 * @throws VouchError `block.not_found`, `block.hash_mismatch`, `car.malformed`
 */
export async function* filesOf({ root, blocks }: SiteDag): AsyncGenerator<SiteFile> {
  const held = new Map(blocks.map((block) => [block.cid.toString(), block]));
  const read = async (cid: CID): Promise<Uint8Array> => {
    const bytes = held.get(cid.toString())?.bytes;
    if (bytes === undefined)
      throw new VouchError({ code: 'block.not_found', message: `The download lacks the block ${cid}.` });
    if (equals((await sha256.digest(bytes)).bytes, cid.multihash.bytes)) return bytes;
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: `The node answered other bytes for ${cid}.`,
      hint: 'Use another node.',
    });
  };
  async function content(cid: CID): Promise<Uint8Array[]> {
    const bytes = await read(cid);
    if (cid.code === RAW) return [bytes];
    const { Links, Data } = dagPb.decode(bytes);
    const own = Data === undefined ? undefined : UnixFS.unmarshal(Data).data;
    const parts = await Promise.all(Links.map(({ Hash }) => content(Hash)));
    return [...(own === undefined ? [] : [own]), ...parts.flat()];
  }
  async function* walk(cid: CID, path: string): AsyncGenerator<SiteFile> {
    if (cid.code === dagPb.code) {
      const { Links, Data } = dagPb.decode(await read(cid));
      if (Data !== undefined && UnixFS.unmarshal(Data).isDirectory()) {
        for (const { Name = '', Hash } of Links) {
          if (FORBIDDEN.test(Name))
            throw new VouchError({
              code: 'car.malformed',
              message: `A file of the folder has the name ${JSON.stringify(Name)}.`,
              hint: 'Use another node.',
              details: { field: 'body' },
            });
          yield* walk(Hash, path === '' ? Name : `${path}/${Name}`);
        }
        return;
      }
    }
    yield { path, bytes: Buffer.concat(await content(cid)) };
  }
  yield* walk(root, '');
}
