import type { Address } from '../../protocol/primitives.ts';
import { logsOfReceipts, type ProvenLog, receiptsRoot } from '../../protocol/receipts-root.ts';
import type { Header, Log } from './answers.ts';
import { checkHeader } from './check-header.ts';
import type { Rpc } from './rpc.ts';

/**
 * The logs that a block's header commits to, whoever gives the receipts: they must hash to the root in the header, and the
 * header to the block's hash.
 * @param rpc endpoint that is asked for the receipts
 * @param header the block, of a hash that is trusted
 * @returns undefined when the endpoint does not give the receipts, or the chain's headers or receipts are of another form
 */
export async function proveLogs(
  rpc: Rpc,
  header: Header,
  addresses: readonly Address[],
): Promise<ProvenLog[] | undefined> {
  if (checkHeader(header.answer) !== 'proved') return undefined;
  const receipts = await rpc.receipts(header);
  if (receipts === undefined || !('receiptsRoot' in header.answer)) return undefined;
  if (receiptsRoot(receipts) !== String(header.answer.receiptsRoot).toLowerCase()) return undefined;
  const asked = new Set<string>(addresses);
  return logsOfReceipts(receipts).filter(({ address }) => asked.has(address));
}

/** Whether logs of a block are what its header commits to. */
export const areProven = (logs: readonly Log[], proven: readonly ProvenLog[]): boolean =>
  logs.length === proven.length &&
  proven.every(({ address, topics, data, index }, position) => {
    const log = logs[position];
    return (
      log?.index === index &&
      log.address === address &&
      log.data.toLowerCase() === data &&
      log.topics.join().toLowerCase() === topics.join()
    );
  });
