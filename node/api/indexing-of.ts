import type { IndexerStatus } from '../../indexer/start-indexer.ts';
import type { IndexingView } from '../../protocol/api/indexing.ts';

/** How the chain is followed, as the API shows it. */
export function indexingOf(status: IndexerStatus): IndexingView {
  const { lastError, block, finalized, chainHead, synced, confirmed, halted, endpoints, headWatches } = status;
  const problem = lastError && {
    code: lastError.code,
    message: lastError.message,
    hint: lastError.hint ?? null,
  };
  return { block, finalized, chainHead, synced, confirmed, halted, problem, endpoints, headWatches };
}
