import type { LevelDatastore } from 'datastore-level';
import { VouchError } from '../../protocol/errors.ts';
import { networkLimits } from './network-limits.ts';
import { dhtPrefix } from './peer-services.ts';

type RecordKey = Parameters<LevelDatastore['put']>[0];
const prefix = `${dhtPrefix}/provider`;

/**
 * Bounds the provider records that peers have this node keep, in all and from one peer: the table itself takes any number,
 * and a peer's word that it has a shop costs that peer nothing. The node's own records are never refused.
 * @param own the node's peer id
 */
export async function boundProviderRecords(store: LevelDatastore, own: string): Promise<void> {
  const counts = new Map<string, number>();
  let total = 0;
  const count = (peer: string, change: 1 | -1): void => {
    total += change;
    const now = (counts.get(peer) ?? 0) + change;
    if (now > 0) counts.set(peer, now);
    else counts.delete(peer);
  };
  for await (const key of store.queryKeys({ prefix })) count(peerIn(key), 1);

  const put = store.put.bind(store);
  const remove = store.delete.bind(store);
  store.put = async (key, value, options) => {
    if (!key.toString().startsWith(`${prefix}/`) || (await store.has(key))) return put(key, value, options);
    const peer = peerIn(key);
    const isFull =
      total >= networkLimits.providerRecords || (counts.get(peer) ?? 0) >= networkLimits.providerRecordsPerPeer;
    if (isFull && peer !== own) throw refused(peer);
    count(peer, 1);
    return put(key, value, options);
  };
  store.delete = async (key, options) => {
    if (key.toString().startsWith(`${prefix}/`) && (await store.has(key))) count(peerIn(key), -1);
    return remove(key, options);
  };
}

/** The peer that a record is about: the last part of its key. */
const peerIn = (key: RecordKey): string => key.name();

const refused = (peer: string): VouchError =>
  new VouchError({
    code: 'peer.flood',
    message: `${peer} has this node keep too many records.`,
    hint: 'Records end after two days.',
    details: { limit: `${networkLimits.providerRecordsPerPeer} records` },
  });
