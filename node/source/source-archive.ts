import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { type Header, type Pack, pack } from 'tar-stream';
import { listSourceFiles, type SourceFile } from './source-files.ts';

/** Where every node passes it on. */
export const SOURCE_PATH = '/vouch.tar.gz';

/** The program that this node runs, packed for whoever wants to run a node. */
export interface PackedSource {
  /** A tar archive in gzip with one folder, `vouch`. */
  bytes: Buffer;
  /** Its SHA-256 in hexadecimal: the same wherever the same source is served. */
  sha256: string;
}

export interface SourceArchive {
  /** Packs the source on the first call; it takes about a second, off the main thread but for the reading. */
  read(): Promise<PackedSource>;
}

const root = join(import.meta.dirname, '../..');

/** The same for everyone: neither times nor owners of this machine's files go in. */
const headerOf = ({ path, isExecutable }: SourceFile): Partial<Header> & { name: string } => ({
  name: `vouch/${path}`,
  mode: isExecutable ? 0o755 : 0o644,
  mtime: new Date(0),
  uid: 0,
  gid: 0,
});

async function packFiles(archive: Pack, without: string): Promise<void> {
  for (const file of await listSourceFiles(root, without)) {
    await add(archive, headerOf(file), await readFile(join(root, file.path)));
  }
  archive.finalize();
}

const add = (archive: Pack, header: ReturnType<typeof headerOf>, content: Buffer): Promise<void> =>
  promisify((done: (error?: Error | null) => void) => void archive.entry(header, content, done))();

async function packSource(without: string): Promise<PackedSource> {
  const archive = pack();
  const [bytes] = await Promise.all([buffer(archive.pipe(createGzip({ level: 9 }))), packFiles(archive, without)]);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Lets a node pass on the program that it runs, so that nobody depends on one place to get it from.
 * @param dataDir the node's own folder, which is never packed
 */
export function createSourceArchive(dataDir: string): SourceArchive {
  let packed: Promise<PackedSource> | undefined;
  return {
    read: () => {
      packed ??= packSource(dataDir).catch((error: unknown) => {
        packed = undefined;
        throw error;
      });
      return packed;
    },
  };
}
