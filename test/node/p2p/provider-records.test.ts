import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LevelDatastore } from 'datastore-level';
import { Key } from 'interface-datastore';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { boundProviderRecords } from '../../../node/p2p/provider-records.ts';

test('peers have a node keep so many records, each of them and all together', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-records-'));
  const store = new LevelDatastore(folder);
  await store.open();
  context.after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const { providerRecords, providerRecordsPerPeer } = networkLimits;
  const keyOf = (peer: string, number: number) => new Key(`/dht/provider/shop${number}/${peer}`);
  const byPeer = async (peer: string, count: number) => {
    for (let start = 0; start < count; start += 10_000) {
      const batch = store.batch();
      for (let number = start; number < Math.min(start + 10_000, count); number++)
        batch.put(keyOf(peer, number), new Uint8Array([1]));
      await batch.commit();
    }
  };
  await byPeer('busy', providerRecordsPerPeer - 1);
  // Counted when the node starts, as after a restart.
  await boundProviderRecords(store, 'me');
  await store.put(keyOf('busy', providerRecordsPerPeer), new Uint8Array([1]));
  const above = store.put(keyOf('busy', providerRecordsPerPeer + 1), new Uint8Array([1]));
  await assert.rejects(above, { code: 'peer.flood' }, 'one more');
  await store.put(keyOf('busy', 0), new Uint8Array([2]));
  await store.put(new Key('/peers/busy'), new Uint8Array([1]));
  await store.delete(keyOf('busy', 0));
  await store.put(keyOf('busy', providerRecordsPerPeer + 1), new Uint8Array([1]));

  const peers = providerRecords / providerRecordsPerPeer - 1;
  for (let peer = 0; peer < peers; peer++) await byPeer(`other${peer}`, providerRecordsPerPeer);
  const again = new LevelDatastore(folder);
  await store.close();
  await again.open();
  await boundProviderRecords(again, 'me');
  await assert.rejects(again.put(keyOf('late', 1), new Uint8Array([1])), { code: 'peer.flood' }, 'all are taken');
  await again.put(keyOf('me', 1), new Uint8Array([1]));
  await again.delete(keyOf('busy', 1));
  await again.delete(keyOf('busy', 2));
  await again.put(keyOf('late', 1), new Uint8Array([1]));
  await again.close();
});
