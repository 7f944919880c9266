import { setTimeout as sleep } from 'node:timers/promises';
import { success } from '../../protocol/errors.ts';
import { chainLimits } from './chain-settings.ts';
import type { Ledger } from './ledger.ts';

/** Mines when there is something to mine, and only then. */
export interface Miner {
  /** Says that the pool may have something new. */
  wake(): void;
  /** Mines what is ready and then no more. */
  stop(): Promise<void>;
}

/**
 * @param options afterBlock: called after every block, outside the ledger's turn
 */
export function createMiner(options: { ledger: Ledger; afterBlock: () => Promise<void> }): Miner {
  const { ledger, afterBlock } = options;
  let running: Promise<void> | undefined;
  let awake = false;
  const stopping = new AbortController();

  const run = async () => {
    do {
      // Transactions that come close together share a block. Stopping cuts the wait short.
      await sleep(chainLimits.coalesceMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
      awake = false;
      if (await mineReady(ledger)) {
        // Something may be left over, or have come meanwhile without a word since it filled a gap.
        awake = true;
        await afterBlock();
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
      await running;
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
    const block = await ledger.commit(async () => {
      const mined = await ledger.engine.mine(ledger.nextTimestampSeconds());
      return success({ entries: await ledger.adopt(mined), value: mined });
    });
    // An empty block means that what seemed ready was not valid any more: mining again would not help.
    return block.transactions.length > 0;
  });
}
