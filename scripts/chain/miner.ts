import { setTimeout as sleep } from 'node:timers/promises';
import { success } from '../../protocol/errors.ts';
import { chainLimits } from './chain-settings.ts';
import type { BlockRecord } from './journal-entry.ts';
import type { Ledger } from './ledger.ts';

/**
 * Mines when there is something to mine, and then a few empty blocks, so that what waits for a later block comes to its end
 * when nobody does anything else. An idle chain does not grow.
 */
export interface Miner {
  /** Says that the pool may have something new. */
  wake(): void;
  /** Mines what is ready and then no more. */
  stop(): Promise<void>;
}

/**
 * @param options afterBlock: called after every block, outside the ledger's turn; trailingBlocks: empty blocks that follow
 * one with transactions, one every `trailingMilliseconds`
 */
export function createMiner(options: {
  ledger: Ledger;
  afterBlock: () => Promise<void>;
  trailingBlocks: number;
  trailingMilliseconds: number;
}): Miner {
  const { ledger, afterBlock, trailingBlocks, trailingMilliseconds } = options;
  let running: Promise<void> | undefined;
  let awake = false;
  let trailing: NodeJS.Timeout | undefined;
  let following: Promise<void> | undefined;
  const stopping = new AbortController();

  const trail = (left: number) => {
    clearTimeout(trailing);
    if (left === 0 || stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      following = mineAny(ledger)
        .then(async ({ transactions }) => {
          await afterBlock();
          // A transaction that came just then is in it, or in a block of its own: the empty blocks begin anew.
          if (trailing === timer) trail(transactions.length > 0 ? trailingBlocks : left - 1);
        })
        .catch((error) => {
          ledger.fail(error);
        });
    }, trailingMilliseconds).unref();
    trailing = timer;
  };

  const run = async () => {
    do {
      // Transactions that come close together share a block. Stopping cuts the wait short.
      await sleep(chainLimits.coalesceMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
      awake = false;
      if (await mineReady(ledger)) {
        // Something may be left over, or have come meanwhile without a word since it filled a gap.
        awake = true;
        await afterBlock();
        trail(trailingBlocks);
      }
    } while (awake);
  };

  const wake = () => {
    awake = true;
    running ??= run()
      .catch((error) => ledger.fail(error))
      .then(() => {
        running = undefined;
        if (awake && !stopping.signal.aborted) wake();
      });
  };

  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearTimeout(trailing);
      await running;
      await following;
    },
  };
}

/**
 * Mines one block if a transaction is ready.
 * @returns whether a block with transactions was mined
 */
function mineReady(ledger: Ledger): Promise<boolean> {
  return ledger.exclusive(async () => {
    if ((await ledger.engine.poolSize()).ready === 0) return false;
    // An empty block means that what seemed ready was not valid any more: mining again would not help.
    return (await mineNext(ledger)).transactions.length > 0;
  });
}

/** Mines one block with whatever there is. */
const mineAny = (ledger: Ledger): Promise<BlockRecord> => ledger.exclusive(() => mineNext(ledger));

const mineNext = (ledger: Ledger): Promise<BlockRecord> =>
  ledger.commit(async () => {
    const mined = await ledger.engine.mine(ledger.nextTimestampSeconds());
    return success({ entries: await ledger.adopt(mined), value: mined });
  });
