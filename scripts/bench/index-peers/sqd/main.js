import { readFileSync } from 'node:fs';
import { keccak256 } from '@subsquid/evm-abi';
import { EvmBatchProcessor } from '@subsquid/evm-processor';
import { createOrmConfig } from '@subsquid/typeorm-config';
import { TypeormDatabase } from '@subsquid/typeorm-store';
import { DataSource } from 'typeorm';
import { decoders } from './events.js';
import { handle } from './handle.js';
import * as model from './lib/model/index.js';

const { rpcUrl, from, to, contracts } = JSON.parse(readFileSync(process.env.BENCH_INPUT, 'utf8'));

const wanted = [
  ...['OrderPaid', 'OrderDiscounted', 'OrderShipped', 'OrderDisputed', 'OrderProposed', 'OrderClosed'],
  ...['ReviewPosted', 'ReviewAmended', 'ReviewReplied', 'Staked', 'StakeLocked', 'StakeUnlocked'],
  ...['PromoterRegistered', 'GroupOpened', 'GroupJoined', 'GroupFilled', 'Credited', 'FeeTaken'],
  ...['PointsEarned', 'PointsSpent'],
];
const followed = new Map();
for (const { abi, address } of Object.values(contracts))
  for (const [name, decoder] of Object.entries(decoders(abi, keccak256, wanted)))
    followed.set(`${address}${decoder.topic}`, { name, address, decoder });

/** Blocks above the newest final one. On a chain that stands still they never become final, and SQD never ends; they are empty. */
const UNFINAL_BLOCKS = 10;

const tables = new DataSource(createOrmConfig());
await tables.initialize();
await tables.synchronize();
await tables.destroy();

const processor = new EvmBatchProcessor()
  .setRpcEndpoint({ url: rpcUrl, capacity: 10, maxBatchCallSize: 100 })
  .setFinalityConfirmation(UNFINAL_BLOCKS)
  .setBlockRange({ from, to: to - UNFINAL_BLOCKS })
  .setFields({ log: { topics: true, data: true, transactionHash: true } });
for (const address of new Set([...followed.values()].map((each) => each.address))) {
  const topic0 = [...followed.values()].filter((each) => each.address === address).map((each) => each.decoder.topic);
  processor.addLog({ address: [address], topic0 });
}

processor.run(new TypeormDatabase({ supportHotBlocks: true }), async ({ store, blocks }) => {
  const events = blocks.flatMap(({ header, logs }) =>
    logs.flatMap((log) => {
      const found = followed.get(`${log.address}${log.topics[0]}`);
      if (found === undefined) return [];
      const place = { block: header.height, at: Math.floor(header.timestamp / 1_000), log: log.logIndex };
      return [
        { name: found.name, args: found.decoder.decode(log), place: { ...place, transaction: log.transactionHash } },
      ];
    }),
  );
  await handle({ store, events, model });
});
