import { createHash } from 'node:crypto';
import type { CID } from 'multiformats/cid';
import { type Block, digestOf } from '../../../protocol/block.ts';
import { encodeHead, type Head } from '../../../protocol/head.ts';
import { absent, encodeBlockAnswer, encodeBlockRequest, readBlockAnswer } from '../../../protocol/wire/blocks.ts';
import { createInbox, peerError } from '../../../protocol/wire/frames.ts';
import { decodeHeadsAnswer, encodeHeadsAnswer } from '../../../protocol/wire/heads.ts';
import type { RemotePeer } from '../../../web/peer/remote-peer.ts';

/** How a peer of a test behaves. */
export interface FakePeer {
  address: string;
  head?: Head | Uint8Array;
  blocks?: readonly Block[];
  /** Changes the bytes of an answer before they are sent. */
  tamper?: (bytes: Uint8Array, cid: CID) => Uint8Array;
  unreachable?: boolean;
}

export const addressOfPeer = (number: number): string =>
  `/ip4/127.0.0.1/tcp/${40_000 + number}/ws/p2p/12D3KooW${String(number).padStart(44, 'A')}`;

/** Dials peers that stand in this process and speak the wire forms. */
export function dialFakes(peers: readonly FakePeer[]): {
  dial: (address: string) => Promise<RemotePeer>;
  asked: string[];
} {
  const asked: string[] = [];
  const dial = async (address: string): Promise<RemotePeer> => {
    const peer = peers.find((each) => each.address === address);
    if (peer === undefined || peer.unreachable === true) throw peerError('unreachable', 'no such peer', true);
    const known = new Map((peer.blocks ?? []).map((block) => [digestOf(block.cid), block.bytes]));
    return {
      address,
      heads: async () => {
        const heads =
          peer.head === undefined ? [] : [peer.head instanceof Uint8Array ? peer.head : encodeHead(peer.head).bytes];
        return decodeHeadsAnswer(encodeHeadsAnswer(heads).subarray(4));
      },
      blocks: async (cids) => {
        encodeBlockRequest(cids);
        asked.push(...cids.map((cid) => `${address} ${cid}`));
        const inbox = createInbox({
          mostWaiting: 2 ** 26,
          seconds: 1,
          startTimer: () => () => undefined,
          abandon: () => undefined,
        });
        const answer = cids.map((cid) => {
          const bytes = known.get(digestOf(cid));
          return bytes === undefined ? absent : (peer.tamper?.(bytes, cid) ?? bytes);
        });
        inbox.push(encodeBlockAnswer(answer));
        inbox.end();
        const matches = (bytes: Uint8Array, digest: Uint8Array) =>
          createHash('sha256').update(bytes).digest().equals(digest);
        return readBlockAnswer({ reader: inbox, cids, matches });
      },
      close: async () => undefined,
    };
  };
  return { dial, asked };
}
