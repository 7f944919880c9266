import { base58btc } from 'multiformats/bases/base58';
import { bytesToHex } from 'viem/utils';
import type { Queries } from '../indexer/queries/queries.ts';
import type { ReplicasView, ReplicaView } from '../protocol/api/replica.ts';
import type { Address } from '../protocol/primitives.ts';
import type { Receipt } from '../protocol/receipt.ts';
import type { Network } from './p2p/network.ts';

/**
 * Makes the reader of who holds a shop, as the API shows it: receipts with the operators who announced their peers.
 * @returns undefined for a shop that this node does not hold
 */
export function createReplicas(parts: {
  network: Pick<Network, 'replicas' | 'peerId'>;
  queries: Pick<Queries, 'operatorsOf'>;
}): (shop: Address) => Promise<ReplicasView | undefined> {
  const { network, queries } = parts;
  return async (shop) => {
    const found = await network.replicas(shop);
    if (found === null) return undefined;
    const { head, receipts, asked, askedAt } = found;
    const operators = await queries.operatorsOf([...receipts.values()].map(({ peer }) => bytesToHex(peer)));
    const replicas = [...receipts.values()].map((receipt): ReplicaView => {
      const peerId = base58btc.baseEncode(receipt.peer);
      const { version, complete, at } = receipt;
      const operator = operators.get(bytesToHex(receipt.peer)) ?? null;
      const state = stateOf(receipt, head.catalogue);
      return { peerId, version, state, complete, at, operator, self: peerId === network.peerId };
    });
    const { version, root } = head.catalogue;
    // This node first, then the newest copies.
    replicas.sort(
      (a, b) => Number(b.self) - Number(a.self) || b.version - a.version || a.peerId.localeCompare(b.peerId),
    );
    return { version, root, replicas, asked, askedAt };
  };
}

/** Compares a copy with the catalogue held here, as nodes decide between two heads: higher version, then lower root. */
function stateOf(receipt: Receipt, held: { version: number; root: string }): ReplicaView['state'] {
  if (receipt.version !== held.version) return receipt.version < held.version ? 'stale' : 'ahead';
  if (receipt.root === held.root) return 'current';
  return receipt.root > held.root ? 'stale' : 'ahead';
}
