import type { GossipSub } from '@libp2p/gossipsub';
import { envelopesOfNotes, type HeldNote, heldNotes } from '../../indexer/notes/held-notes.ts';
import { keepNote } from '../../indexer/notes/keep-note.ts';
import { refreshNotes } from '../../indexer/notes/refresh-notes.ts';
import { hasStanding, type IndexedBlock, wasUndone } from '../../indexer/notes/standing.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { digestOf } from '../../protocol/block.ts';
import { failure, type Result, success, unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { NotePlace } from '../../protocol/note-typed-data.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { createItemSet, type Item } from '../../protocol/wire/negentropy-items.ts';
import { notesTopic } from '../p2p/gossip-options.ts';
import { joinItemGossip } from '../p2p/item-gossip.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Authority, Clock, Log } from '../p2p/ports.ts';
import type { ReconciledSet } from '../p2p/reconciled-set.ts';
import { repeat } from '../p2p/repeat.ts';
import type { NodePolicy } from '../policy/policy.ts';
import { createNoteGate, isPeersFault } from './note-gate.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** The notes of people that a node keeps. */
export interface Notes {
  /** What peers reconcile. */
  set: ReconciledSet;
  /** Begins to gossip. Notes that come before are stored all the same. */
  join(network: { pubsub: GossipSub }): void;
  /**
   * Takes a note that somebody hands in here, and sends it to all nodes.
   * @returns its ID
   * @throws VouchError those of the gate, `note.stale`, `note.store_full`
   */
  send(bytes: Uint8Array): Promise<Hex>;
  /** Soon hides the notes of who lost standing or was denied, and shows those of who gained it. */
  lookAgain(): void;
  /** Hears of a block that was indexed. Where it stands in the place of others, orders may have been undone. */
  indexed(block: IndexedBlock): Promise<void>;
  stop(): Promise<void>;
}

/** Standing is looked at in so many blocks after those that were undone. */
const BLOCKS_AFTER_UNDONE = 5;

/** Opens the notes that the node holds. @param options `checked` is told each outcome: `kept`, `known` or the code of the error */
export async function createNotes(
  options: NotePlace & {
    store: Pick<Store, 'db' | 'pool'>;
    authority: Pick<Authority, 'verifyContractSignature'>;
    policy: Pick<NodePolicy, 'personRefusal'>;
    /** False while the index is behind the chain, so that it cannot tell who has no standing. */
    isSynced: () => boolean;
    clock: Clock;
    log: Log;
    checked?: (outcome: string) => void;
    /** Bytes that all notes together may take. */
    mostBytes?: number;
  },
): Promise<Notes> {
  const { store, isSynced, clock, log, mostBytes = networkLimits.notesBytes } = options;
  const gate = createNoteGate({ ...options, hasStanding: (account) => hasStanding(store.db, account) });
  const items = createItemSet();
  for await (const held of heldNotes(store.db)) items.insert(itemOf(held));
  /** INVARIANT: `items` are the notes that the database shows: both change in one turn. */
  const inTurn = oneAtATime();
  let pubsub: GossipSub | undefined;
  let last: IndexedBlock | undefined;
  let uneasyUntil = -1;
  /** True when a look was put off until the index is synced. */
  let isDue = false;

  const keep = async (bytes: Uint8Array): Promise<Result<{ id: Hex; isNew: boolean }>> => {
    const checked = await gate.check(bytes);
    if (!checked.ok) return checked;
    const { note, envelope } = checked.value;
    const id = digestOf(envelope.cid);
    return inTurn(async () => {
      const kept = await keepNote(store, { id, note, envelope: envelope.bytes, mostBytes, now: clock() });
      if (kept.outcome === 'stale') return stale(note.author);
      if (kept.outcome === 'full') return storeFull(note.author);
      if (kept.outcome === 'kept') {
        for (const gone of kept.gone) items.remove(itemOf(gone));
        items.insert(itemOf({ id, updatedAt: note.updatedAt }));
      }
      return success({ id, isNew: kept.outcome === 'kept' });
    });
  };
  const take: typeof keep = async (bytes) => {
    const taken = await keep(bytes);
    options.checked?.(taken.ok ? (taken.value.isNew ? 'kept' : 'known') : taken.error.code);
    return taken;
  };
  const refresh = repeat({ seconds: networkLimits.notesRefreshSeconds, name: 'Looking at notes again', log }, () =>
    inTurn(async () => {
      isDue = !isSynced();
      if (isDue) return;
      const { hidden, shown, deleted } = await refreshNotes(store.pool, clock());
      for (const held of hidden) items.remove(itemOf(held));
      for (const held of shown) items.insert(itemOf(held));
      const changed = { hidden: hidden.length, shown: shown.length, deleted };
      if (changed.hidden + changed.shown + changed.deleted > 0) log.info(changed, 'Notes were hidden or shown again.');
    }),
  );

  return {
    set: {
      name: 'notes',
      itemBytes: limits.noteBytes,
      items: () => items,
      encoded: (ids) => envelopesOfNotes(store.db, ids.map(hexOf)),
      receive: async (bytes) => {
        const taken = await take(bytes);
        if (taken.ok) return 'kept';
        if (isPeersFault(taken.error)) throw taken.error;
        return taken.error.retryable ? 'later' : 'refused';
      },
    },
    join: (network) => {
      pubsub = network.pubsub;
      joinItemGossip({ pubsub, topic: notesTopic, noun: 'note', take, isPeersFault, log });
    },
    send: async (bytes) => {
      const { id, isNew } = unwrap(await take(bytes));
      // A long one comes to the others when sets are reconciled.
      if (isNew && bytes.length <= networkLimits.noteGossipBytes) await pubsub?.publish(notesTopic, bytes);
      return id;
    },
    lookAgain: refresh.now,
    indexed: async (block) => {
      const before = last;
      last = block;
      // What was undone is often in one of the next blocks again.
      if (before !== undefined && (await wasUndone(store.db, before))) uneasyUntil = block.number + BLOCKS_AFTER_UNDONE;
      if (block.number <= uneasyUntil || (isDue && isSynced())) refresh.now();
    },
    stop: refresh.stop,
  };
}

const itemOf = ({ id, updatedAt }: HeldNote): Item => ({
  timestamp: updatedAt,
  id: Uint8Array.from(Buffer.from(id.slice(2), 'hex')),
});

const hexOf = (id: Uint8Array): Hex => `0x${Buffer.from(id).toString('hex')}`;

const stale = (author: Address) =>
  failure({
    code: 'note.stale',
    message: `This node holds a newer note of ${author}.`,
    hint: 'Load the newest note and make the change again.',
    details: { field: 'note.updatedAt', author },
  });

const storeFull = (author: Address) =>
  failure({
    code: 'note.store_full',
    message: `The room for notes is used up by accounts whose purchases weigh more than those of ${author}.`,
    hint: 'Ask another node, or try again later.',
    retryable: true,
    details: { field: 'note.author', author },
  });
