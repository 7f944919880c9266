import { z } from 'zod';
import { unwrap } from '../../protocol/errors.ts';
import { validate } from '../../protocol/validate.ts';
import { type Clock, chainLimits } from './chain-settings.ts';
import type { BlockRecord } from './journal-entry.ts';
import type { Ledger } from './ledger.ts';
import { readRawTransaction } from './raw-transaction.ts';
import { reorganise } from './reorg.ts';
import { mineAt } from './seeding.ts';

/** A method that the chain answers itself. */
export type RpcHandler = (params: unknown[]) => Promise<unknown>;

const transactionsSchema = z.array(z.unknown()).max(chainLimits.batchRequests);
const mineAtSchema = z.tuple([z.int().positive(), transactionsSchema]);
const reorgSchema = z.tuple([
  z.int().min(1).max(chainLimits.reorgBlocks),
  z.array(transactionsSchema).max(64).optional(),
]);

/**
 * The methods that write.
 * @param options submit: accepts a raw transaction; afterBlock: called when blocks were mined here;
 * allowReorg: whether tests may remove blocks
 */
export function writeMethods(options: {
  ledger: Ledger;
  clock: Clock;
  submit: (raw: unknown) => Promise<unknown>;
  afterBlock: () => Promise<void>;
  allowReorg: boolean;
}): Map<string, RpcHandler> {
  const { ledger, clock, afterBlock } = options;
  const methods = new Map<string, RpcHandler>();
  methods.set('eth_sendRawTransaction', ([raw]) => options.submit(raw));
  methods.set('vouch_mineAt', async (params) => {
    const [timestampSeconds, raws] = unwrap(validate(mineAtSchema, params, 'chain.params'));
    const transactions = raws.map(readRawTransaction);
    const block = await mineAt({ ledger, clock, timestampSeconds, transactions });
    await afterBlock();
    return toAnswer(block);
  });
  if (options.allowReorg) {
    methods.set('vouch_reorg', async (params) => {
      const [depth, raws] = unwrap(validate(reorgSchema, params, 'chain.params'));
      const blocks = raws?.map((transactions) => transactions.map(readRawTransaction));
      const mined = await reorganise({ ledger, depth, ...(blocks && { blocks }) });
      return mined.map(toAnswer);
    });
  }
  return methods;
}

const toAnswer = ({ number, hash, timestampSeconds, transactions }: BlockRecord) => ({
  number: `0x${number.toString(16)}`,
  hash,
  timestamp: `0x${timestampSeconds.toString(16)}`,
  transactions,
});
