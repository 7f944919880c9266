import * as dagCbor from '@ipld/dag-cbor';
import type { Connection, Libp2p } from '@libp2p/interface';
import { z } from 'zod';
import { LISTED_ROWS } from '../../indexer/state/read-state.ts';
import { bytes32Schema } from '../../protocol/primitives.ts';
import { framed, peerError } from '../../protocol/wire/frames.ts';
import { decodeMessage } from '../p2p/decode-message.ts';
import { readFrames, sendBytes } from '../p2p/frames.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Clock, Log } from '../p2p/ports.ts';
import { createShopRates } from '../p2p/shop-rates.ts';

/**
 * The state protocol, by which nodes find out whether their indexes are equal. A request and its answer are one frame of
 * dag-cbor each: the newest digests, the digests of all tables at a block, or a part of one table. One request a stream.
 */
export const stateProtocol = '/vouch/1/state';

const block = z
  .int()
  .min(0)
  .max(2 ** 48);
const tableName = z.string().regex(/^[a-z_]{1,63}$/);
const prefix = z.string().regex(/^([0-9a-f]{2}){0,4}$/);

const requestSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('digests') }),
  z.strictObject({ ask: z.literal('tables'), block }),
  z.strictObject({ ask: z.literal('part'), table: tableName, prefix }),
]);
type StateRequest = z.infer<typeof requestSchema>;

/** Digests told at once. */
export const DIGESTS_TOLD = 64;
const MOST_TABLES = 256;
const KEY_CHARACTERS = 1_024;
const requestBytes = 256;
const answerBytes = LISTED_ROWS * (KEY_CHARACTERS + 128);

export const digestsSchema = z.strictObject({
  /** Names the columns of the tables: digests of other columns say nothing. */
  schema: z.string().max(64),
  /** Newest first. */
  digests: z.array(z.strictObject({ block, hash: bytes32Schema, digest: bytes32Schema })).max(DIGESTS_TOLD),
});
export type ToldDigests = z.infer<typeof digestsSchema>;

export const tablesSchema = z
  .array(z.strictObject({ table: tableName, rows: block, digest: bytes32Schema }))
  .max(MOST_TABLES);
export type ToldTables = z.infer<typeof tablesSchema>;

export const partSchema = z
  .strictObject({
    block,
    parts: z.array(z.strictObject({ byte: z.int().min(0).max(255), rows: block, sum: z.string().max(64) })).max(256),
    rows: z
      .array(z.strictObject({ key: z.string().max(KEY_CHARACTERS), hash: z.string().max(64) }))
      .max(LISTED_ROWS)
      .nullable(),
  })
  .nullable();
export type ToldPart = z.infer<typeof partSchema>;

/** What a node tells of its index. */
export interface StateTeller {
  digests(): Promise<ToldDigests>;
  tables(block: number): Promise<ToldTables>;
  part(request: { table: string; prefix: string }): Promise<ToldPart>;
}

/**
 * Answers peers about this node's index. Parts of tables cost a scan, so they have a rate of their own, and one is read at
 * a time for all peers together.
 */
export async function serveState(options: {
  libp2p: Libp2p;
  teller: StateTeller;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { libp2p, teller, clock, log } = options;
  const { stateBurst, statePerSecond, statePartsBurst, statePartsPerSecond } = networkLimits;
  const rates = createShopRates({ burst: stateBurst, perSecond: statePerSecond });
  const partRates = createShopRates({ burst: statePartsBurst, perSecond: statePartsPerSecond });
  let isScanning = false;
  const answerTo = async (request: StateRequest, peer: string): Promise<unknown> => {
    if (!rates.take(peer, clock())) throw peerError('rate_exceeded', 'The peer asks for states too often.', true);
    if (request.ask === 'digests') return await teller.digests();
    if (request.ask === 'tables') return await teller.tables(request.block);
    if (isScanning || !partRates.take(peer, clock()))
      throw peerError('rate_exceeded', 'Parts of tables are asked for too often.', true);
    isScanning = true;
    try {
      return await teller.part(request);
    } finally {
      isScanning = false;
    }
  };
  await libp2p.handle(
    stateProtocol,
    async (stream, connection) => {
      try {
        const reader = readFrames(stream, { seconds: networkLimits.silenceSeconds, mostWaiting: requestBytes + 4 });
        const request = decodeMessage(await reader.frame(requestBytes), requestSchema);
        const answer = await answerTo(request, connection.remotePeer.toString());
        await sendBytes(stream, framed(dagCbor.encode(answer)), networkLimits.requestSeconds);
        await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      } catch (error) {
        log.debug(
          { err: error, peer: connection.remotePeer.toString() },
          'A question about the index was not answered.',
        );
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    {
      maxInboundStreams: networkLimits.stateStreamsPerPeer,
      maxOutboundStreams: networkLimits.stateStreamsPerPeer,
      runOnLimitedConnection: true,
    },
  );
}

/** What a peer tells of its index, each answer checked for its form alone. @throws VouchError `peer.*` */
export function askState(connection: Connection): StateTeller {
  const ask = async <T>(request: StateRequest, schema: z.ZodType<T>): Promise<T> => {
    const stream = await connection.newStream(stateProtocol, {
      signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
      maxOutboundStreams: networkLimits.stateStreamsPerPeer,
      runOnLimitedConnection: true,
    });
    try {
      const reader = readFrames(stream, { seconds: networkLimits.requestSeconds, mostWaiting: answerBytes + 4 });
      await sendBytes(stream, framed(dagCbor.encode(request)), networkLimits.requestSeconds);
      const answer = decodeMessage(await reader.frame(answerBytes), schema);
      await stream.close({ signal: AbortSignal.timeout(1_000) });
      return answer;
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  return {
    digests: () => ask({ ask: 'digests' }, digestsSchema),
    tables: (at) => ask({ ask: 'tables', block: at }, tablesSchema),
    part: ({ table, prefix: begin }) => ask({ ask: 'part', table, prefix: begin }, partSchema),
  };
}
