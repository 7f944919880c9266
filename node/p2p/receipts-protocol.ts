import { createPublicKey, verify } from 'node:crypto';
import * as dagCbor from '@ipld/dag-cbor';
import type { Connection, Libp2p } from '@libp2p/interface';
import { z } from 'zod';
import { sameBytes } from '../../protocol/block.ts';
import { unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import {
  type Ed25519Verify,
  type Receipt,
  type SignedReceipt,
  signedReceiptSchema,
  verifyReceipt,
} from '../../protocol/receipt.ts';
import { framed, peerError } from '../../protocol/wire/frames.ts';
import { decodeMessage } from './decode-message.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { createShopRates } from './shop-rates.ts';

/**
 * The receipts protocol. A request is a frame of dag-cbor: addresses of shops. The answer is a frame of dag-cbor: a signed
 * receipt for each of them that the node holds, in any order. One request per stream.
 */
export const receiptsProtocol = '/vouch/1/receipts';

const requestSchema = z.array(addressSchema).min(1).max(networkLimits.receiptsPerRequest);
const answerSchema = z.array(signedReceiptSchema).max(networkLimits.receiptsPerRequest);
/** Bytes of a shop's address, and of a signed receipt, in a frame at most. */
const SHOP_BYTES = 48;
const RECEIPT_BYTES = 512;
const requestBytes = networkLimits.receiptsPerRequest * SHOP_BYTES + 16;
const answerBytes = networkLimits.receiptsPerRequest * RECEIPT_BYTES + 16;

/**
 * Answers peers that ask which shops this node holds, within a rate for each peer.
 * @param options `receiptOf` signs for a shop, or gives null when it is not held; `clock` in Unix seconds
 */
export async function serveReceipts(options: {
  libp2p: Libp2p;
  receiptOf: (shop: Address) => Promise<SignedReceipt | null>;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { libp2p, receiptOf, clock, log } = options;
  const rates = createShopRates({ burst: networkLimits.receiptsBurst, perSecond: networkLimits.receiptsPerSecond });
  await libp2p.handle(
    receiptsProtocol,
    async (stream, connection) => {
      try {
        const reader = readFrames(stream, { seconds: networkLimits.requestSeconds, mostWaiting: requestBytes + 4 });
        const shops = decodeMessage(await reader.frame(requestBytes), requestSchema);
        const peer = connection.remotePeer.toString();
        if (!shops.every(() => rates.take(peer, clock()))) throw peerError('flood', 'The peer asks too often.', false);
        const receipts: SignedReceipt[] = [];
        for (const shop of new Set(shops)) {
          const receipt = await receiptOf(shop);
          if (receipt !== null) receipts.push(receipt);
        }
        await sendBytes(stream, framed(dagCbor.encode(receipts)), networkLimits.requestSeconds);
        await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      } catch (error) {
        log.debug({ err: error, peer: connection.remotePeer.toString() }, 'A question for receipts was not answered.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    {
      maxInboundStreams: networkLimits.receiptStreamsPerPeer,
      maxOutboundStreams: networkLimits.receiptStreamsPerPeer,
      runOnLimitedConnection: true,
    },
  );
}

/**
 * Asks a peer which of the shops it holds.
 * @param shops at most `networkLimits.receiptsPerRequest`
 * @param now Unix seconds
 * @returns its receipts, each checked: signed by the peer itself, for a shop that was asked about, just now
 * @throws VouchError `peer.receipt_false`, `receipt.*`, `peer.*`
 */
export async function askReceipts(connection: Connection, shops: readonly Address[], now: number): Promise<Receipt[]> {
  const stream = await connection.newStream(receiptsProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: networkLimits.receiptStreamsPerPeer,
    runOnLimitedConnection: true,
  });
  try {
    const reader = readFrames(stream, { seconds: networkLimits.silenceSeconds, mostWaiting: answerBytes + 4 });
    await sendBytes(stream, framed(dagCbor.encode(shops)), networkLimits.requestSeconds);
    const answer = decodeMessage(await reader.frame(answerBytes), answerSchema);
    await stream.close({ signal: AbortSignal.timeout(1_000) });
    const open = new Set(shops);
    return answer.map((signed) => {
      const receipt = unwrap(verifyReceipt(signed, verifyNative));
      const isOwn = sameBytes(receipt.peer, connection.remotePeer.toMultihash().bytes);
      const isRecent = Math.abs(receipt.at - now) <= limits.clockSkewSeconds;
      // `delete` is false for a shop that was not asked about, or that was answered already.
      if (!isOwn || !isRecent || !open.delete(receipt.shop)) {
        throw peerError(
          'receipt_false',
          'The peer sent a receipt that is not its own, or not one that was asked.',
          false,
        );
      }
      return receipt;
    });
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** OpenSSL's check: ten times as fast as the portable one. */
const verifyNative: Ed25519Verify = ({ signature, message, key }) => {
  try {
    const x = Buffer.from(key).toString('base64url');
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    return verify(null, message, publicKey, signature);
  } catch {
    // The library throws for what is no key: then nobody signed.
    return false;
  }
};
