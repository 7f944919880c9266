import { hash } from 'node:crypto';
import type { Connection } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { answerReconciliation, beginReconciliation, type Difference } from '../../protocol/wire/negentropy.ts';
import { ID_BYTES } from '../../protocol/wire/negentropy-items.ts';
import { hexOf } from '../store/keys.ts';
import { networkLimits } from './network-limits.ts';
import {
  idsBytes,
  idsOf,
  itemsBytes,
  itemsOf,
  itemsPerFrame,
  nameBytes,
  type ReconcileChannel,
} from './reconcile-protocol.ts';
import type { RefusedItems } from './reconcile-refused.ts';
import type { ReconciledSet } from './reconciled-set.ts';

const frameBytes = networkLimits.reconcileFrameBytes;
const nothing = new Uint8Array();

/** One exchange with a peer, about one set. */
export interface Exchange {
  set: ReconciledSet;
  channel: ReconcileChannel;
  connection: Connection;
  refused: RefusedItems;
}

/** What an exchange did, as the side that began it saw it. */
export interface ExchangeOutcome {
  rounds: number;
  /** Items that the peer sent and this side kept, and items sent to it. */
  kept: number;
  sent: number;
  /** False when the sets differ in more than one exchange moves. */
  complete: boolean;
}

/**
 * Begins an exchange: finds the differences, takes what this side lacks, offers what the peer lacks.
 * @throws VouchError `peer.*`, `reconcile.*`, and what the set throws
 */
export async function beginExchange(exchange: Exchange): Promise<ExchangeOutcome> {
  const { set, channel } = exchange;
  await channel.send(nameBytes(set));
  const { difference, rounds, complete } = await findDifference(exchange);
  await channel.send(nothing);
  const taker = createTaker(exchange);
  for (const ids of batches(difference.need, itemsPerFrame(set))) {
    const wanted = taker.wanted(ids);
    if (wanted.length === 0) continue;
    await channel.send(idsBytes(wanted));
    await taker.take(await channel.receive(networkLimits.itemsFrameBytes), wanted);
  }
  await channel.send(nothing);
  const sent = await offer(exchange, difference.have);
  await channel.send(nothing);
  return { rounds, complete, sent, kept: taker.kept() };
}

async function findDifference({ set, channel }: Exchange) {
  const reconciliation = beginReconciliation({
    items: set.items(),
    frameBytes,
    mostIds: networkLimits.reconcileItems,
  });
  const { difference } = reconciliation;
  let message: Uint8Array | null = reconciliation.begin();
  for (let rounds = 1; rounds <= networkLimits.reconcileRounds; rounds++) {
    await channel.send(message);
    const answer = await channel.receive(frameBytes);
    if (answer.length === 0) throw peerError('set_unknown', `The peer does not reconcile ${set.name}.`, true);
    try {
      message = reconciliation.next(answer);
    } catch (error) {
      if (!(error instanceof VouchError) || error.code !== 'reconcile.too_different') throw error;
      return { difference: cut(difference), rounds, complete: false };
    }
    if (message === null) return { difference, rounds, complete: true };
  }
  return { difference, rounds: networkLimits.reconcileRounds, complete: false };
}

/** What one exchange moves of a difference. */
const cut = ({ have, need }: Difference): Difference => ({
  have: have.slice(0, networkLimits.reconcileItems),
  need: need.slice(0, networkLimits.reconcileItems),
});

async function offer({ set, channel }: Exchange, have: readonly Uint8Array[]): Promise<number> {
  let sent = 0;
  for (const ids of batches(have, itemsPerFrame(set))) {
    await channel.send(idsBytes(ids));
    const wanted = idsOf(await channel.receive(ids.length * ID_BYTES));
    const offered = new Set(ids.map(hexOf));
    if (!wanted.every((id) => offered.delete(hexOf(id)))) throw notOffered();
    if (wanted.length === 0) continue;
    const items = await set.encoded(wanted);
    await channel.send(itemsBytes(items));
    sent += items.length;
  }
  return sent;
}

/**
 * Answers an exchange that a peer began.
 * @param exchange the set is undefined when this side has none of the name
 * @throws VouchError `peer.*`, `reconcile.*`, and what the set throws
 */
export async function answerExchange(
  exchange: Omit<Exchange, 'set'> & { set: ReconciledSet | undefined },
): Promise<void> {
  const { set, channel } = exchange;
  if (set === undefined) {
    await channel.receive(frameBytes);
    return channel.send(nothing);
  }
  await answerRounds(set, channel);
  const idsFrame = itemsPerFrame(set) * ID_BYTES;
  let items = 0;
  const frameOfIds = async (): Promise<Uint8Array[] | null> => {
    const body = await channel.receive(idsFrame);
    items += body.length / ID_BYTES;
    if (items > 2 * networkLimits.reconcileItems) throw peerError('flood', 'The peer names too many items.', false);
    return body.length === 0 ? null : idsOf(body);
  };
  for (let ids = await frameOfIds(); ids !== null; ids = await frameOfIds()) {
    await channel.send(itemsBytes(await set.encoded(ids)));
  }
  const taker = createTaker({ ...exchange, set });
  for (let ids = await frameOfIds(); ids !== null; ids = await frameOfIds()) {
    const wanted = taker.wanted(ids);
    await channel.send(idsBytes(wanted));
    if (wanted.length > 0) await taker.take(await channel.receive(networkLimits.itemsFrameBytes), wanted);
  }
}

async function answerRounds(set: ReconciledSet, channel: ReconcileChannel): Promise<void> {
  const items = set.items();
  for (let rounds = 0; rounds <= networkLimits.reconcileRounds; rounds++) {
    const message = await channel.receive(frameBytes);
    if (message.length === 0) return;
    await channel.send(answerReconciliation({ items, message, frameBytes }));
  }
  throw peerError('flood', 'The peer reconciles in more rounds than an exchange has.', false);
}

/** Takes items that a peer sends, and only those that were asked for. */
function createTaker({ set, connection, refused }: Exchange) {
  let kept = 0;
  let useless = 0;
  return {
    kept: () => kept,
    /** The ids worth asking for; none when the peer offered too much that is of no use here. */
    wanted: (ids: readonly Uint8Array[]): Uint8Array[] =>
      useless >= networkLimits.reconcileUselessItems
        ? []
        : ids
            .map((id) => ({ id, hex: hexOf(id) }))
            .flatMap(({ id, hex }) => (refused.has(hex) || set.isComing?.(hex) === true ? [] : [id])),
    take: async (body: Uint8Array, asked: readonly Uint8Array[]): Promise<void> => {
      const wanted = new Set(asked.map(hexOf));
      for (const bytes of itemsOf(body, set)) {
        const id = hash('sha256', bytes, 'hex');
        if (!wanted.delete(id)) throw notOffered();
        const outcome = await set.receive(bytes, connection);
        if (outcome === 'kept') {
          kept++;
          continue;
        }
        useless++;
        refused.remember(id, outcome);
      }
    },
  };
}

function* batches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

const notOffered = () => peerError('not_asked', 'The peer sent or wants what was not named.', false);
